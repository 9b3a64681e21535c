package io.peco4j.nn.image;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/**
 * Fills what pictures of a batch do not cover, to the right and below, with ImageNet's mean colour: the 0 of pictures
 * that are normalised by it, with which mmsegmentation pads. A picture in bytes cannot hold that colour.
 */
public final class MeanPadding {
    private static final Kernel FILL = Kernel.compile(
            "padding with the mean colour",
            String.format(
                    Locale.ROOT,
                    """
            def forward(self, x: Tensor, covered: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
              height = torch.reshape(torch.select(covered, 1, 0), [-1, 1, 1])
              width = torch.reshape(torch.select(covered, 1, 1), [-1, 1, 1])
              above = torch.lt(torch.reshape(rows, [1, -1, 1]), height)
              inside = torch.logical_and(above, torch.lt(torch.reshape(columns, [1, 1, -1]), width))
              red = torch.where(inside, torch.select(x, 1, 0), %1$.17g)
              green = torch.where(inside, torch.select(x, 1, 1), %2$.17g)
              blue = torch.where(inside, torch.select(x, 1, 2), %3$.17g)
              return torch.stack([red, green, blue], 1)
            """,
                    ImageNetColours.mean(0) / 255,
                    ImageNetColours.mean(1) / 255,
                    ImageNetColours.mean(2) / 255));

    private MeanPadding() {}

    /**
     * The filled pictures, owned by the manager of the pictures.
     *
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @param covered int64 (B, 2): height and width of what is picture, from the upper left corner
     */
    public static NDArray fill(NDArray images, NDArray covered) {
        long[] shape = images.getShape().getShape();
        try (NDArray rows = images.getManager().arange((int) shape[2]);
                NDArray columns = images.getManager().arange((int) shape[3])) {
            return FILL.apply(images, covered, rows, columns);
        }
    }
}
