package io.peco4j.conformance.pictures;

import io.peco4j.api.data.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes the clips of {@link FrameFolder} as videos: {@code train/east/clip-01.avi}, and the same for {@code val}. */
public final class VideoFolder {
    private static final int RATE = 5;

    private VideoFolder() {}

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
            for (int label = 0; label < FrameFolder.CLASSES.size(); label++) {
                Path parent = Files.createDirectories(folder.resolve(split).resolve(FrameFolder.CLASSES.get(label)));
                for (int clip = 1; clip <= clips; clip++) {
                    number++;
                    int shade = number;
                    int way = label;
                    List<RgbImage> pictures = IntStream.range(0, frames)
                            .mapToObj(frame -> FrameFolder.frame(way, shade, frame))
                            .toList();
                    Files.write(
                            parent.resolve(String.format(Locale.ROOT, "clip-%02d.avi", clip)),
                            AviFile.of(pictures, RATE));
                }
            }
        }
    }
}
