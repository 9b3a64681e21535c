package io.peco4j.conformance.pictures;

import io.peco4j.api.data.ClassMap;
import io.peco4j.nn.picture.Png;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Writes scenes with a class for every pixel in the layout of ADE20K: {@code images/training/0001.png} beside
 * {@code annotations/training/0001.png}, and the same for {@code validation}.
 */
public final class MapFolder {
    /** The folders of the splits. */
    public static final List<String> SPLITS = List.of("training", "validation");

    private MapFolder() {}

    /** What the files of maps look like. */
    public enum Form {
        /** A level of grey a class. */
        GREY,
        /** An index into a palette a class, which is not the colour's brightness. */
        PALETTE
    }

    /**
     * Writes the scenes from 0 on, those of the training split first; classes are those of {@link DrawnScene#CLASSES},
     * 255 where a pixel does not count.
     *
     * @param folder exists or not
     * @param count of pictures in each split
     */
    public static void write(Path folder, Form form, int count) throws IOException {
        long seed = 0;
        for (String split : SPLITS) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(split));
            Path maps = Files.createDirectories(folder.resolve("annotations").resolve(split));
            for (int i = 1; i <= count; i++) {
                DrawnScene scene = DrawnScene.of(seed++);
                String name = String.format(Locale.ROOT, "%04d.png", i);
                Files.write(images.resolve(name), Png.of(scene.image()).bytes());
                ImageIO.write(
                        image(scene.classes(), form), "png", maps.resolve(name).toFile());
            }
        }
    }

    private static BufferedImage image(ClassMap map, Form form) {
        byte[] values = new byte[map.width() * map.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) map.at(i % map.width(), i / map.width());
        }
        BufferedImage image = form == Form.GREY
                ? new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_GRAY)
                : new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_INDEXED, palette());
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, map.width(), map.height(), 1, new Point());
        raster.setDataElements(0, 0, map.width(), map.height(), values);
        image.setData(raster);
        return image;
    }

    private static IndexColorModel palette() {
        byte[][] colours = new byte[3][256];
        SplittableRandom random = new SplittableRandom(20);
        for (byte[] channel : colours) {
            random.nextBytes(channel);
        }
        return new IndexColorModel(8, 256, colours[0], colours[1], colours[2]);
    }
}
