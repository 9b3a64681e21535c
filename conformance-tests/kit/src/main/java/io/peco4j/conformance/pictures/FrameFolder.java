package io.peco4j.conformance.pictures;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes clips as folders of numbered frames, in folders of their classes: {@code train/east/clip-01/0001.png}, and the
 * same for {@code val}. A bright bar moves to the right in {@code east}, to the left in {@code west}: no single frame
 * tells.
 */
public final class FrameFolder {
    /** Which way the bar moves. */
    public static final List<String> CLASSES = List.of("east", "west");

    /** Width and height of a frame, in pixels. */
    public static final int WIDTH = 20;

    /** See {@link #WIDTH}. */
    public static final int HEIGHT = 12;

    private static final int STEP = 4;

    private FrameFolder() {}

    /**
     * Writes clips.
     *
     * @param folder exists or not
     * @param clips of each class in each split
     * @param frames of each clip
     */
    public static void write(Path folder, int clips, int frames) throws IOException {
        int number = 0;
        for (String split : List.of("train", "val")) {
            for (int label = 0; label < CLASSES.size(); label++) {
                for (int clip = 1; clip <= clips; clip++) {
                    Path parent = Files.createDirectories(folder.resolve(split)
                            .resolve(CLASSES.get(label))
                            .resolve(String.format(Locale.ROOT, "clip-%02d", clip)));
                    number++;
                    for (int frame = 0; frame < frames; frame++) {
                        Files.write(
                                parent.resolve(String.format(Locale.ROOT, "%04d.png", frame + 1)),
                                Png.of(frame(label, number, frame)).bytes());
                    }
                }
            }
        }
    }

    /**
     * A frame.
     *
     * @param label of its clip
     * @param clip number of the clip, from 1 on through all splits and classes; the shade of the ground
     * @param number of the frame, from 0 on
     */
    public static RgbImage frame(int label, int clip, int number) {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        Arrays.fill(rgb, (byte) (5 * clip));
        int bar = Math.floorMod((label == 0 ? number : -number) * STEP + clip, WIDTH);
        for (int row = 0; row < HEIGHT; row++) {
            int pixel = row * WIDTH + bar;
            Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, (byte) 255);
        }
        return new RgbImage(WIDTH, HEIGHT, rgb);
    }
}
