package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingDataset;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Labelled pictures as clips in which nothing moves, for tasks that read clips: what is known of their scores on
 * pictures holds for these, too.
 *
 * @param dataset whose examples are {@link Example.Labelled}
 */
public record StillClips(Dataset dataset) implements ForwardingDataset {
    private static final int FRAMES = 6;
    private static final double RATE = 25;

    @Override
    public List<Split> splits() {
        return dataset.splits().stream().<Split>map(Part::new).toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Clip.class;
    }

    @Override
    public String fingerprint() {
        return "clips of " + dataset.fingerprint();
    }

    private record Part(Split split) implements ForwardingSplit {
        @Override
        public Example example(int index) {
            Example example = split.example(index);
            return example instanceof Example.Labelled labelled
                    ? new Example.Clip(new Still(labelled.image()), labelled.label())
                    : example;
        }
    }

    private record Still(RgbImage image) implements Frames {
        @Override
        public int count() {
            return FRAMES;
        }

        @Override
        public double rate() {
            return RATE;
        }

        @Override
        public int width() {
            return image.width();
        }

        @Override
        public int height() {
            return image.height();
        }

        @Override
        public List<RgbImage> read(int... numbers) {
            return Arrays.stream(numbers)
                    .map(number -> Objects.checkIndex(number, FRAMES))
                    .mapToObj(number -> image)
                    .toList();
        }
    }
}
