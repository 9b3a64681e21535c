package io.peco4j.datasets.clips;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.datasets.SharedData;
import io.peco4j.datasets.pick.Missing;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Real clips: actions as AVI with MPEG-4 and as MP4 with H.264, and a talking head. */
final class SharedClipsTest {
    private static final int SOME = 10;

    private static ClipsDataset open(String folder, String train, String val) {
        return new ClipsDataset(new ClipsDataset.Options(
                SharedData.folder("video").resolve(folder),
                Optional.of(train),
                Optional.of(val),
                Optional.empty(),
                Missing.FAIL,
                Corrupt.FAIL,
                0,
                Optional.empty()));
    }

    private static Frames frames(Split split, int index) {
        return ((Example.Clip) split.example(index)).frames();
    }

    @Test
    void bothEncodingsOfAClipShowTheSame() {
        ClipsDataset avi = open("weizmann", "train.csv", "val.csv");
        ClipsDataset mp4 = open("weizmann", "train_mp4.csv", "val_mp4.csv");
        assertThat(avi.classes()).hasSize(10).startsWith("bend", "jack").isEqualTo(mp4.classes());
        assertThat(avi.split(Dataset.TRAIN).size()).isEqualTo(50);
        assertThat(avi.split(Dataset.VALIDATION).size()).isEqualTo(20);
        for (int clip = 0; clip < SOME; clip++) {
            Frames one = frames(avi.split(Dataset.TRAIN), clip);
            Frames other = frames(mp4.split(Dataset.TRAIN), clip);
            assertThat(other.count()).isEqualTo(one.count()).isBetween(36, 146);
            assertThat(List.of(one.width(), one.height())).containsExactly(180, 144);
            int middle = one.count() / 2;
            assertThat(distance(one.read(middle).get(0), other.read(middle).get(0)))
                    .isLessThan(6);
        }
    }

    @Test
    void aFrameIsTheSameHoweverManyAreRead() {
        Split split = open("grid", "train.csv", "val.csv").split(Dataset.TRAIN);
        for (int clip = 0; clip < SOME; clip++) {
            Frames frames = frames(split, clip);
            assertThat(frames.count()).isEqualTo(75);
            List<RgbImage> all = frames.read(IntStream.range(0, 75).toArray());
            for (int number : List.of(74, 0, 31 + clip)) {
                assertThat(frames.read(number).get(0).rgb())
                        .isEqualTo(all.get(number).rgb());
            }
        }
    }

    private static double distance(RgbImage one, RgbImage other) {
        return IntStream.range(0, one.rgb().length)
                .map(i -> Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff)))
                .average()
                .orElseThrow();
    }
}
