package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
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
 * @param pictures whose examples are {@link Example.Labelled}
 */
public record StillClips(Dataset pictures) implements Dataset {
    private static final int FRAMES = 6;
    private static final double RATE = 25;

    @Override
    public List<Split> splits() {
        return pictures.splits().stream().<Split>map(Part::new).toList();
    }

    @Override
    public List<String> classes() {
        return pictures.classes();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Clip.class;
    }

    @Override
    public String fingerprint() {
        return "clips of " + pictures.fingerprint();
    }

    private record Part(Split split) implements Split {
        @Override
        public String name() {
            return split.name();
        }

        @Override
        public int size() {
            return split.size();
        }

        @Override
        public Example example(int index) {
            Example example = split.example(index);
            return example instanceof Example.Labelled labelled
                    ? new Example.Clip(new Still(labelled.image()), labelled.label())
                    : example;
        }

        @Override
        public String label(int index) {
            return split.label(index);
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
