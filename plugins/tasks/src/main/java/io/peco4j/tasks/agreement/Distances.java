package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.tasks.Perception;
import java.util.List;

/** The distances that are asked whether they agree with people. */
final class Distances {
    private Distances() {}

    /** The mean distance of the codewords at equal places of two grids of tokens. */
    record Codewords(Tokenizer tokenizer) implements PictureDistance {
        @Override
        public String name() {
            return "tokens";
        }

        @Override
        public int side() {
            return tokenizer.imageSize();
        }

        @Override
        public List<NDArray> look(NDArray image) {
            try (NDArray tokens = tokenizer.tokenize(image)) {
                return List.of(tokenizer.codewords(tokens));
            }
        }

        @Override
        public double between(List<NDArray> one, List<NDArray> other) {
            try (NDArray difference = one.get(0).sub(other.get(0));
                    NDArray square = difference.square();
                    NDArray sum = square.sum(new int[] {3});
                    NDArray length = sum.sqrt();
                    NDArray mean = length.mean()) {
                return mean.getFloat();
            }
        }
    }

    /** The share of places where two grids have different tokens. */
    record DifferentTokens(Tokenizer tokenizer) implements PictureDistance {
        @Override
        public String name() {
            return "different tokens";
        }

        @Override
        public int side() {
            return tokenizer.imageSize();
        }

        @Override
        public List<NDArray> look(NDArray image) {
            return List.of(tokenizer.tokenize(image));
        }

        @Override
        public double between(List<NDArray> one, List<NDArray> other) {
            long[] left = one.get(0).toLongArray();
            long[] right = other.get(0).toLongArray();
            int different = 0;
            for (int i = 0; i < left.length; i++) {
                different += left[i] == right[i] ? 0 : 1;
            }
            return (double) different / left.length;
        }
    }

    /** The root mean square of the differences of pixels, L2. */
    record Pixels(int side) implements PictureDistance {
        @Override
        public String name() {
            return "pixels (L2)";
        }

        @Override
        public List<NDArray> look(NDArray image) {
            return List.of(image.duplicate());
        }

        @Override
        public double between(List<NDArray> one, List<NDArray> other) {
            try (NDArray difference = one.get(0).sub(other.get(0));
                    NDArray square = difference.square();
                    NDArray mean = square.mean()) {
                return Math.sqrt(mean.getFloat());
            }
        }
    }

    /** A backbone's. */
    record Features(Perception.Named perception, int side) implements PictureDistance {
        @Override
        public String name() {
            return perception.name();
        }

        @Override
        public List<NDArray> look(NDArray image) {
            return List.of(perception.distance().look(image));
        }

        @Override
        public double between(List<NDArray> one, List<NDArray> other) {
            try (NDArray distance = perception.distance().between(one.get(0), other.get(0))) {
                return distance.toFloatArray()[0];
            }
        }
    }
}
