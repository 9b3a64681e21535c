package io.peco4j.dsl;

import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.classification;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.mocoV3;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StudyPretrainingTest {
    private static StudyBuilder study() {
        return Study.named("s")
                .data(scenes())
                .encoder(vit("tiny"))
                .tokenizer("pixel", vqvae())
                .tokenizer("perceptual", vqvae().epochs(2))
                .task(linearProbe())
                .seeds(0);
    }

    @Test
    void aBoundPretrainingIsTheSameInJavaAndInAFile() {
        Study study = study().pretraining("vq", beit(), "pixel")
                .pretraining("peco", beit(), "perceptual")
                .pretraining(mocoV3())
                .build();
        assertThat(StudyFile.write(study)).contains("tokenizer = perceptual");
        assertThat(StudyFile.read(ConfigFactory.parseString(StudyFile.write(study))))
                .isEqualTo(study);
        assertThat(study.with(List.of("pretraining.peco.tokenizer=pixel", "pretraining.vq.tokenizer=perceptual"))
                        .pretrainings()
                        .values())
                .extracting(StudyPretraining::tokenizer)
                .containsExactly("perceptual", "pixel", null);
    }

    @Test
    void anOptionOfTheEncoderIsChangedInAPretrainingOrATask() {
        Study study = study().pretraining("vq", beit().encoder("drop-path", 0.1).encoder("start", "timm"), "pixel")
                .task("tuned", classification().encoder("drop-path", 0.2))
                .build();
        assertThat(StudyFile.read(ConfigFactory.parseString(StudyFile.write(study))))
                .isEqualTo(study)
                .isEqualTo(study().pretraining("vq", beit(), "pixel")
                        .task("tuned", classification())
                        .build()
                        .with(List.of(
                                "pretraining.vq.encoder.drop-path=0.1",
                                "pretraining.vq.encoder.start=timm",
                                "task.tuned.encoder={ drop-path = 0.3 }",
                                "task.tuned.encoder.drop-path=0.2")));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(StudyFileTest.problems(() -> study().pretraining("a", beit(), "perceptal")
                        .pretraining("b", beit().set("tokenizer", "pixel"))
                        .pretraining("c", beit().epochs(2), "pixel")
                        .pretraining("d", beit().epochs(2), "pixel")
                        .build()))
                .map(StudyPretrainingTest::text)
                .containsExactly(
                        "PECO-110 pretraining.d is the same as pretraining.c",
                        "PECO-127 pretraining.a learns from the tokenizer perceptal, which is not in the study",
                        "PECO-137 pretraining.b has its tokenizer among its options");
        assertThat(StudyFileTest.problems(
                        () -> study().pretraining("a", beit(), "perceptal").build()))
                .map(Problem::remedy)
                .singleElement()
                .asString()
                .contains("perceptual");
    }

    private static String text(Problem problem) {
        return problem.code() + " " + problem.what();
    }
}
