package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.Interpolation;

/** Bilinear resizing of maps to another map's height and width; corners are not aligned, nothing is smoothed. */
final class Bilinear {
    private static final Kernel ADD = Kernel.compile("resize and add", """
            def forward(self, fine: Tensor, coarse: Tensor) -> Tensor:
              return torch.add(fine, torch.upsample_bilinear2d(coarse, torch.slice(torch.size(fine), -2), False))
            """);

    private Bilinear() {}

    /** (B, C, h, w) to (B, C, H, W), where H and W are the last two sizes of {@code like}. */
    static NDArray resize(NDArray x, NDArray like) {
        long[] sizes = like.getShape().getShape();
        int height = Math.toIntExact(sizes[sizes.length - 2]);
        int width = Math.toIntExact(sizes[sizes.length - 1]);
        return Interpolation.BILINEAR.resize(x, height, width);
    }

    /** {@code fine + resize(coarse)}. */
    static NDArray add(NDArray fine, NDArray coarse) {
        return ADD.apply(fine, coarse);
    }
}
