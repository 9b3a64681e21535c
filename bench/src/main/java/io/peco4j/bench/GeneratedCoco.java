package io.peco4j.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes a folder in the layout of COCO whose annotations are as many and as long as those of its training split:
 * outlines of about 25 corners, and run lengths for one object in a hundred. The pictures are empty files.
 *
 * @param pictures number of pictures
 * @param objects number of objects
 */
record GeneratedCoco(int pictures, int objects) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int CATEGORIES = 80;

    /** One object in so many is a crowd. */
    private static final int CROWD = 100;

    /** Writes it into an existing folder; the result is a function of the numbers. */
    void write(Path folder) throws IOException {
        Path images = Files.createDirectories(folder.resolve("train2017"));
        Path annotations = Files.createDirectories(folder.resolve("annotations"));
        SplittableRandom random = new SplittableRandom(0);
        try (BufferedWriter json =
                Files.newBufferedWriter(annotations.resolve("instances_train2017.json"), StandardCharsets.UTF_8)) {
            json.write("{\"info\": {}, \"images\": [");
            for (int i = 0; i < pictures; i++) {
                Files.createFile(images.resolve(i + ".jpg"));
                json.write((i == 0 ? "" : ", ") + "{\"license\": 3, \"file_name\": \"" + i + ".jpg\", \"height\": "
                        + HEIGHT + ", \"width\": " + WIDTH + ", \"date_captured\": \"2013-11-14 11:18:45\", \"id\": "
                        + i + "}");
            }
            json.write("], \"annotations\": [");
            for (int i = 0; i < objects; i++) {
                json.write(i == 0 ? "" : ", ");
                object(json, i, random);
            }
            json.write("], \"categories\": [");
            for (int i = 1; i <= CATEGORIES; i++) {
                json.write((i == 1 ? "" : ", ") + "{\"id\": " + i + ", \"name\": \"category " + i + "\"}");
            }
            json.write("]}");
        }
    }

    private void object(BufferedWriter json, int id, SplittableRandom random) throws IOException {
        boolean crowd = random.nextInt(CROWD) == 0;
        json.write("{\"segmentation\": ");
        if (crowd) {
            runs(json, random);
        } else {
            outline(json, random);
        }
        json.write(", \"area\": 1234.5, \"iscrowd\": " + (crowd ? 1 : 0) + ", \"image_id\": " + random.nextInt(pictures)
                + ", \"bbox\": [100.25, 120.5, 80.33, 60.71], \"category_id\": " + (1 + random.nextInt(CATEGORIES))
                + ", \"id\": " + id + "}");
    }

    private static void outline(BufferedWriter json, SplittableRandom random) throws IOException {
        int corners = 5 + random.nextInt(41);
        json.write("[[");
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = 20 + random.nextDouble(80);
            json.write(i == 0 ? "" : ", ");
            json.write(Math.round(100 * (320 + radius * Math.cos(angle))) / 100.0 + ", "
                    + Math.round(100 * (240 + radius * Math.sin(angle))) / 100.0);
        }
        json.write("]]");
    }

    private static void runs(BufferedWriter json, SplittableRandom random) throws IOException {
        json.write("{\"counts\": [");
        int left = WIDTH * HEIGHT;
        for (int i = 0; i < 400; i++) {
            int run = random.nextInt(400);
            left -= run;
            json.write(run + ", ");
        }
        json.write(left + "], \"size\": [" + HEIGHT + ", " + WIDTH + "]}");
    }
}
