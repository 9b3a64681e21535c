package io.peco4j.bench;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Files in COCO's layout, a picture for each split, as large as detectors see them and with as many objects as COCO's
 * have on average, of its 80 categories: what a step costs hardly depends on what is seen.
 */
final class GeneratedObjects {
    /** Of the pictures, in pixels. */
    static final int WIDTH = 1333;

    /** Of the pictures, in pixels. */
    static final int HEIGHT = 800;

    private static final int CATEGORIES = 80;
    private static final int OBJECTS = 7;

    private GeneratedObjects() {}

    /** Writes both splits into a folder that exists or not. */
    static Path write(Path folder) {
        try {
            Path annotations = Files.createDirectories(folder.resolve("annotations"));
            for (String split : List.of("train2017", "val2017")) {
                SplittableRandom random = new SplittableRandom(1);
                byte[] noise = new byte[3 * WIDTH * HEIGHT];
                random.nextBytes(noise);
                Files.write(
                        Files.createDirectories(folder.resolve(split)).resolve("1.png"),
                        Png.of(new RgbImage(WIDTH, HEIGHT, noise)).bytes());
                Files.writeString(annotations.resolve("instances_" + split + ".json"), json(random));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(SplittableRandom random) {
        List<String> categories = new ArrayList<>();
        for (int id = 1; id <= CATEGORIES; id++) {
            categories.add("{\"id\": " + id + ", \"name\": \"category " + id + "\"}");
        }
        List<String> objects = new ArrayList<>();
        for (int id = 1; id <= OBJECTS; id++) {
            objects.add(object(id, random));
        }
        return "{\"images\": [{\"id\": 1, \"file_name\": \"1.png\", \"width\": " + WIDTH + ", \"height\": " + HEIGHT
                + "}],\n\"categories\": " + categories + ",\n\"annotations\": " + objects + "}\n";
    }

    /** A rectangle of 40 to 400 pixels a side, small ones as likely as large ones on a scale of octaves. */
    private static String object(int id, SplittableRandom random) {
        int width = (int) (40 * Math.pow(10, random.nextDouble()));
        int height = (int) (40 * Math.pow(10, random.nextDouble()));
        int left = random.nextInt(WIDTH - width);
        int top = random.nextInt(HEIGHT - height);
        return String.format(
                Locale.ROOT,
                "{\"id\": %1$d, \"image_id\": 1, \"category_id\": %1$d, \"iscrowd\": 0, \"area\": %2$d,"
                        + " \"bbox\": [%3$d, %4$d, %5$d, %6$d],"
                        + " \"segmentation\": [[%3$d, %4$d, %7$d, %4$d, %7$d, %8$d, %3$d, %8$d]]}",
                id,
                width * height,
                left,
                top,
                width,
                height,
                left + width,
                top + height);
    }
}
