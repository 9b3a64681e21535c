package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled photo-like pictures in memory: a data set for components that need one.
 *
 * @param seed of the pictures
 * @param train number of pictures to learn from
 * @param validation number of pictures to score on
 * @param side of the pictures, in pixels
 * @param classes their names; picture i has class i modulo their number
 */
public record DrawnDataset(long seed, int train, int validation, int side, List<String> classes) implements Dataset {
    public DrawnDataset {
        classes = List.copyOf(classes);
    }

    /** Twenty-four pictures of three classes, 32 pixels a side. */
    public static DrawnDataset small() {
        return new DrawnDataset(1, 16, 8, 32, List.of("north", "east", "south"));
    }

    @Override
    public List<Split> splits() {
        return List.of(new Part(TRAIN, 0, train), new Part(VALIDATION, train, validation));
    }

    @Override
    public Class<? extends Example> exampleType() {
        return classes.isEmpty() ? Example.Image.class : Example.Labelled.class;
    }

    @Override
    public String fingerprint() {
        return toString();
    }

    private final class Part implements Split {
        private final String name;
        private final List<RgbImage> images;

        Part(String name, int first, int size) {
            this.name = name;
            this.images = IntStream.range(first, first + size)
                    .mapToObj(i -> Draw.photos(seed + i, 1).images(side).get(0))
                    .toList();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Example example(int index) {
            RgbImage image = images.get(index);
            return classes.isEmpty() ? new Example.Image(image) : new Example.Labelled(image, index % classes.size());
        }

        @Override
        public String label(int index) {
            return name + " " + index;
        }
    }
}
