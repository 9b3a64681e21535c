package io.peco4j.backbones.mocov3;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.vit.PatchMap;
import java.util.Locale;

/** What lies before and behind an encoder of pictures of one size, so that it gives maps of pictures of any size. */
final class TokenMaps {
    private final PictureSize image;
    private final Kernel resize;
    private final PatchMap map;

    /**
     * @param image size of the encoder's pictures
     * @param grid their patches
     */
    TokenMaps(PictureSize image, PatchGrid grid) {
        this.image = image;
        this.resize = Kernel.compile("bilinear resize", String.format(Locale.ROOT, """
                def forward(self, x: Tensor) -> Tensor:
                  return torch.upsample_bilinear2d(x, [%d, %d], False, None, None)
                """, image.height(), image.width()));
        this.map = new PatchMap(grid);
    }

    /** (B, 3, H, W) to those of the encoder; pictures that fit already are handed back. */
    NDArray fit(NDArray images) {
        return PictureSize.of(images).equals(image) ? images : resize.apply(images);
    }

    /** (B, 1 + N, D) to (B, D, h, w) without the class token, which is closed. */
    NDArray of(NDArray tokens) {
        try (tokens) {
            return map.of(tokens);
        }
    }
}
