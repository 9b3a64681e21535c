package io.peco4j.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StudyHashTest {
    private static final Study STUDY = StudyFile.read("""
            study = s
            data { component = scenes, train = 32 }
            encoder { vit {} }
            pretraining { mae {} }
            task { knn { neighbours = [1] } }
            seeds = [0, 1]
            """, "here");

    @Test
    void seedsAndWordsDoNotMakeAnotherStudyAndWhatDecidesResultsDoes() {
        String hash = StudyHash.of(STUDY);
        assertThat(StudyHash.of(STUDY.withSeeds(7))).isEqualTo(hash);
        assertThat(StudyHash.of(STUDY.with(List.of("description=\"other words\""))))
                .isEqualTo(hash);
        assertThat(StudyHash.of(StudyFile.write(STUDY))).isEqualTo(hash);
        assertThat(StudyHash.of(STUDY.with(List.of("data.train=64")))).isNotEqualTo(hash);
        assertThat(StudyHash.of(STUDY.with(List.of("precision=float32")))).isNotEqualTo(hash);
        assertThat(StudyHash.of("{ is no study")).isNotEqualTo(hash);
    }
}
