package io.peco4j.conformance.pictures;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures as files that ImageIO knows. */
final class PngFile {
    private PngFile() {}

    /** Writes a picture in the format that the file's name ends with. */
    static void write(RgbImage picture, Path file) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int red = Byte.toUnsignedInt(picture.rgb()[3 * i]);
            int green = Byte.toUnsignedInt(picture.rgb()[3 * i + 1]);
            int blue = Byte.toUnsignedInt(picture.rgb()[3 * i + 2]);
            image.setRGB(i % picture.width(), i / picture.width(), red << 16 | green << 8 | blue);
        }
        String name = file.toString();
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }
}
