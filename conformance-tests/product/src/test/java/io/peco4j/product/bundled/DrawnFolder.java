package io.peco4j.product.bundled;

import io.peco4j.api.data.RgbImage;
import io.peco4j.conformance.pictures.Draw;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A folder of generated pictures as files, in two splits of two classes. */
final class DrawnFolder {
    private static final int SIDE = 24;

    private DrawnFolder() {}

    /** Draws PNG and JPEG files below a folder. */
    static void write(Path folder) throws IOException {
        int number = 0;
        for (String split : List.of("train", "val")) {
            for (String name : List.of("east", "west")) {
                Path parent = Files.createDirectories(folder.resolve(split).resolve(name));
                for (String format : List.of("png", "png", "jpg")) {
                    number++;
                    write(Draw.photos(number, 1).images(SIDE).get(0), format, parent.resolve(number + "." + format));
                }
            }
        }
    }

    private static void write(RgbImage picture, String format, Path file) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int red = Byte.toUnsignedInt(picture.rgb()[3 * i]);
            int green = Byte.toUnsignedInt(picture.rgb()[3 * i + 1]);
            int blue = Byte.toUnsignedInt(picture.rgb()[3 * i + 2]);
            image.setRGB(i % picture.width(), i / picture.width(), red << 16 | green << 8 | blue);
        }
        ImageIO.write(image, format, file.toFile());
    }
}
