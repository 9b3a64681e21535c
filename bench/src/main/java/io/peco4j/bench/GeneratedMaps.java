package io.peco4j.bench;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.Png;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Files in ADE20K's layout, a picture for each split, of the size of its photos and with a block for each of its 150
 * classes: what a class costs does not depend on what is seen.
 */
final class GeneratedMaps {
    /** How many classes there are. */
    static final int CLASSES = 150;

    private static final int WIDTH = 683;
    private static final int HEIGHT = 512;
    private static final int COLUMNS = 15;
    private static final int ROWS = CLASSES / COLUMNS;

    private GeneratedMaps() {}

    /** Writes both splits, and the list of classes, into a folder that exists or not. */
    static Path write(Path folder) {
        try {
            for (String split : new String[] {"training", "validation"}) {
                Path images = Files.createDirectories(folder.resolve("images").resolve(split));
                Path maps =
                        Files.createDirectories(folder.resolve("annotations").resolve(split));
                byte[] noise = new byte[3 * WIDTH * HEIGHT];
                new SplittableRandom(1).nextBytes(noise);
                Files.write(
                        images.resolve("1.png"),
                        Png.of(new RgbImage(WIDTH, HEIGHT, noise)).bytes());
                ImageIO.write(blocks(), "png", maps.resolve("1.png").toFile());
            }
            StringBuilder names = new StringBuilder();
            for (int label = 0; label < CLASSES; label++) {
                names.append("class ").append(label).append('\n');
            }
            Files.writeString(folder.resolve("classes.txt"), names);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage blocks() {
        BufferedImage map = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                map.getRaster().setSample(x, y, 0, y * ROWS / HEIGHT * COLUMNS + x * COLUMNS / WIDTH);
            }
        }
        return map;
    }
}
