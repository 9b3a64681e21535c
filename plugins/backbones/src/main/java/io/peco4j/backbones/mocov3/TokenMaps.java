package io.peco4j.backbones.mocov3;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.vit.PatchMap;
import java.util.Locale;

/** What lies before and behind an encoder of square pictures, so that it gives maps of pictures of any size. */
final class TokenMaps {
    private final int image;
    private final Kernel resize;
    private final PatchMap map;

    /**
     * @param image side of the encoder's pictures, in pixels
     * @param grid patches along one side
     */
    TokenMaps(int image, int grid) {
        this.image = image;
        this.resize = Kernel.compile("bilinear resize", String.format(Locale.ROOT, """
                def forward(self, x: Tensor) -> Tensor:
                  return torch.upsample_bilinear2d(x, [%1$d, %1$d], False, None, None)
                """, image));
        this.map = new PatchMap(grid, grid);
    }

    /** (B, 3, H, W) to (B, 3, S, S); pictures that fit already are handed back. */
    NDArray fit(NDArray images) {
        boolean fits = images.getShape().get(2) == image && images.getShape().get(3) == image;
        return fits ? images : resize.apply(images);
    }

    /** (B, 1 + N, D) to (B, D, h, w) without the class token, which is closed. */
    NDArray of(NDArray tokens) {
        try (tokens) {
            return map.of(tokens);
        }
    }
}
