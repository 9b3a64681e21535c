package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are written to a file and read again. */
abstract class PictureFixture {
    final PictureReader reader = new PictureReader();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    RgbImage read(byte[] content, String name) {
        try {
            return reader.read(Files.write(folder.resolve(name), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int pixel(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        return (image.rgb()[at] & 0xff) << 16 | (image.rgb()[at + 1] & 0xff) << 8 | (image.rgb()[at + 2] & 0xff);
    }

    static BufferedImage noise(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        RandomGenerator random = new SplittableRandom(3);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0xff000000 | random.nextInt(0x1000000));
        }
        return image;
    }
}
