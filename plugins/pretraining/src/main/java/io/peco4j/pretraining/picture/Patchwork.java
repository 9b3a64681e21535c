package io.peco4j.pretraining.picture;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PatchGrid;
import java.util.Arrays;

/**
 * Puts two pictures together, patch by patch.
 *
 * @param grid of the patches
 */
record Patchwork(PatchGrid grid) {
    private static final byte GREY = (byte) 128;

    /** A picture, with grey where patches are hidden. */
    RgbImage hiding(RgbImage picture, float[] hidden) {
        byte[] grey = new byte[picture.rgb().length];
        Arrays.fill(grey, GREY);
        return of(picture, new RgbImage(picture.width(), picture.height(), grey), hidden);
    }

    /**
     * Visible patches of one picture and hidden ones of another.
     *
     * @param hidden one number for each patch, row by row: 1 where it is hidden
     */
    RgbImage of(RgbImage visible, RgbImage other, float[] hidden) {
        int patchHeight = visible.height() / grid.rows();
        int patchWidth = visible.width() / grid.columns();
        byte[] rgb = visible.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int row = i / 3 / visible.width() / patchHeight;
            int column = i / 3 % visible.width() / patchWidth;
            if (hidden[row * grid.columns() + column] == 1) {
                rgb[i] = other.rgb()[i];
            }
        }
        return new RgbImage(visible.width(), visible.height(), rgb);
    }
}
