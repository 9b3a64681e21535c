package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Kernel;

/** One way to mix a batch with itself in reverse order. Row i meets row B - 1 - i; one way for the whole batch. */
public sealed interface Mix {
    /** Share of a row's own label in its target, in [0, 1]. */
    double share();

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
    default NDArray targets(NDArray labels, int classes, double smoothing) {
        NDManager manager = labels.getManager();
        try (NDArray count = manager.create((long) classes);
                NDArray values = manager.create(new double[] {smoothing, share()})) {
            return Kernels.TARGETS.apply(labels, count, values);
        }
    }

    /** Pictures and labels stay as they are, up to smoothing. */
    record Plain() implements Mix {
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
    record Blend(double share) implements Mix {
        @Override
        public NDArray images(NDArray images) {
            try (NDArray own = images.getManager().create(share)) {
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
    record Paste(double share, int top, int bottom, int left, int right) implements Mix {
        /** The mix whose share is what such a box leaves of a picture of the given size. */
        public static Paste of(int top, int bottom, int left, int right, int height, int width) {
            double covered = (double) (bottom - top) * (right - left) / ((double) height * width);
            return new Paste(1 - covered, top, bottom, left, right);
        }

        @Override
        public NDArray images(NDArray images) {
            try (NDArray box = images.getManager().create(new long[] {top, bottom, left, right})) {
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
                def forward(self, labels: Tensor, classes: Tensor, values: Tensor) -> Tensor:
                  smoothing = float(torch.select(values, 0, 0))
                  share = float(torch.select(values, 0, 1))
                  hot = torch.to(torch.one_hot(labels, int(classes)), 6)
                  even = torch.div(smoothing, int(classes))
                  own = torch.add(torch.mul(hot, torch.sub(1.0, smoothing)), even)
                  return torch.add(torch.mul(own, share), torch.mul(torch.flip(own, [0]), torch.sub(1.0, share)))
                """);

        private Kernels() {}
    }
}
