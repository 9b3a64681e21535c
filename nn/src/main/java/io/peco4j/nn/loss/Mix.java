package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/** How a batch is mixed with itself in reverse order: row i meets row B - 1 - i. */
public sealed interface Mix permits Mix.Whole, MixedRows {
    /**
     * The mixed pictures, owned by the manager of {@code images}.
     *
     * @param images float32 (B, 3, H, W)
     */
    NDArray images(NDArray images);

    /**
     * The mixed targets: {@code share * target(own) + (1 - share) * target(other)}, each {@code 1 - s + s / K} at the
     * label and {@code s / K} elsewhere; float32 (B, K), owned by the manager of {@code labels}.
     *
     * @param labels int64 (B)
     * @param classes K
     * @param smoothing s in [0, 1)
     */
    NDArray targets(NDArray labels, int classes, double smoothing);

    /** One way for all rows. */
    sealed interface Whole extends Mix {
        /** Share of a row's own label in its target, in [0, 1]. */
        double share();

        @Override
        default NDArray targets(NDArray labels, int classes, double smoothing) {
            return Kernels.targets(labels, classes, smoothing, share());
        }
    }

    /** Pictures and labels stay as they are, up to smoothing. */
    record Plain() implements Whole {
        @Override
        public double share() {
            return 1;
        }

        @Override
        public NDArray images(NDArray images) {
            return images;
        }
    }

    /**
     * Mixup: {@code share * own + (1 - share) * other} (Zhang et al. 2017).
     *
     * @param share in [0, 1]
     */
    record Blend(double share) implements Whole {
        @Override
        public NDArray images(NDArray images) {
            try (NDArray own = Tensors.of(images.getManager(), share)) {
                return Kernels.BLEND.apply(images, own);
            }
        }
    }

    /**
     * Cutmix: a box of the other picture is pasted over the own one (Yun et al. 2019).
     *
     * @param share of the picture outside the box
     * @param top first row of the box
     * @param bottom the row after its last
     * @param left first column of the box
     * @param right the column after its last
     */
    record Paste(double share, int top, int bottom, int left, int right) implements Whole {
        /** The mix whose share is what such a box leaves of a picture of the given size. */
        public static Paste of(int top, int bottom, int left, int right, int height, int width) {
            double covered = (double) (bottom - top) * (right - left) / ((double) height * width);
            return new Paste(1 - covered, top, bottom, left, right);
        }

        @Override
        public NDArray images(NDArray images) {
            try (NDArray box = Tensors.of(images.getManager(), new long[] {top, bottom, left, right})) {
                return Kernels.PASTE.apply(images, box);
            }
        }
    }

    /** The compiled functions of all mixes. */
    final class Kernels {
        private static final Kernel BLEND = Kernel.compile("mixup", """
                def forward(self, x: Tensor, share: Tensor) -> Tensor:
                  own = float(share)
                  return torch.add(torch.mul(x, own), torch.mul(torch.flip(x, [0]), torch.sub(1.0, own)))
                """);

        private static final Kernel PASTE = Kernel.compile("cutmix", """
                def forward(self, x: Tensor, box: Tensor) -> Tensor:
                  top = int(torch.select(box, 0, 0))
                  bottom = int(torch.select(box, 0, 1))
                  left = int(torch.select(box, 0, 2))
                  right = int(torch.select(box, 0, 3))
                  pasted = torch.clone(x)
                  other = torch.slice(torch.slice(torch.flip(x, [0]), 2, top, bottom), 3, left, right)
                  torch.copy_(torch.slice(torch.slice(pasted, 2, top, bottom), 3, left, right), other)
                  return pasted
                """);

        private static final Kernel TARGETS = Kernel.compile("mixed targets", """
                def forward(self, labels: Tensor, classes: Tensor, even: Tensor, shares: Tensor) -> Tensor:
                  smoothing = float(even)
                  hot = torch.to(torch.one_hot(labels, int(classes)), 6)
                  own = torch.add(torch.mul(hot, torch.sub(1.0, smoothing)), torch.div(smoothing, int(classes)))
                  other = torch.flip(own, [0])
                  return torch.add(torch.mul(own, torch.select(shares, 0, 0)), torch.mul(other, torch.select(shares, 0, 1)))
                """);

        private Kernels() {}

        /** @param shares of each row's own label, or one for all */
        static NDArray targets(NDArray labels, int classes, double smoothing, double... shares) {
            NDManager manager = labels.getManager();
            float[] both = new float[2 * shares.length];
            for (int row = 0; row < shares.length; row++) {
                both[row] = (float) shares[row];
                both[shares.length + row] = (float) (1 - shares[row]);
            }
            try (NDArray count = Tensors.of(manager, (long) classes);
                    NDArray even = Tensors.of(manager, smoothing);
                    NDArray own = Tensors.of(manager, both, new Shape(2, shares.length, 1))) {
                return TARGETS.apply(labels, count, even, own);
            }
        }
    }
}
