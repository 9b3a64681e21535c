package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.nn.Kernel;
import io.peco4j.tasks.Perception;

/** The distances that are asked whether they agree with people. */
final class ComparedDistances {
    private static final Kernel LENGTHS = Kernel.compile("distance of codewords", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              lengths = torch.sqrt(torch.sum(torch.square(torch.sub(x, y)), [3]))
              return torch.mean(lengths)
            """);

    private static final Kernel ROOTS = Kernel.compile("distance of pixels", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.sqrt(torch.mean(torch.square(torch.sub(x, y))))
            """);

    private ComparedDistances() {}

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
        public NDArray look(NDArray images) {
            try (NDArray tokens = tokenizer.tokenize(images)) {
                return tokenizer.codewords(tokens);
            }
        }

        @Override
        public double between(NDArray one, NDArray other) {
            try (NDArray mean = LENGTHS.apply(one, other)) {
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
        public NDArray look(NDArray images) {
            return tokenizer.tokenize(images);
        }

        @Override
        public double between(NDArray one, NDArray other) {
            long[] left = one.toLongArray();
            long[] right = other.toLongArray();
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
        public NDArray look(NDArray images) {
            return images.duplicate();
        }

        @Override
        public double between(NDArray one, NDArray other) {
            try (NDArray root = ROOTS.apply(one, other)) {
                return root.getFloat();
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
        public NDArray look(NDArray images) {
            return perception.distance().look(images);
        }

        @Override
        public double between(NDArray one, NDArray other) {
            try (NDArray distance = perception.distance().between(one, other)) {
                return distance.toFloatArray()[0];
            }
        }
    }
}
