package io.peco4j.nn.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.peco4j.api.data.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * How the camera was held: the EXIF tag with values from 1 (upright) to 8.
 *
 * @param transposed whether rows are shown as columns
 * @param mirroredX whether, after that, left and right are exchanged
 * @param mirroredY whether, after that, top and bottom are exchanged
 */
record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** The tag's meaning; anything outside of 1 to 8 is taken as upright. */
    static Orientation of(int tag) {
        return switch (tag) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /** Reads the tag from a file. Broken EXIF says nothing about the pixels, so that it counts as upright. */
    static Orientation read(byte[] file) {
        try {
            ExifIFD0Directory main = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file), file.length)
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer tag = main == null ? null : main.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return tag == null ? UPRIGHT : of(tag);
        } catch (ImageProcessingException | IOException e) {
            return UPRIGHT;
        }
    }

    /** The picture as it was seen. */
    RgbImage apply(RgbImage image) {
        if (equals(UPRIGHT)) {
            return image;
        }
        int width = transposed ? image.height() : image.width();
        int height = transposed ? image.width() : image.height();
        byte[] out = new byte[image.rgb().length];
        int at = 0;
        for (int row = 0; row < height; row++) {
            int y = mirroredY ? height - 1 - row : row;
            for (int column = 0; column < width; column++) {
                int x = mirroredX ? width - 1 - column : column;
                int from = 3 * (transposed ? x * image.width() + y : y * image.width() + x);
                out[at++] = image.rgb()[from];
                out[at++] = image.rgb()[from + 1];
                out[at++] = image.rgb()[from + 2];
            }
        }
        return new RgbImage(width, height, out);
    }
}
