package io.peco4j.tasks.video;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Strips of the frames that the network saw of some clips, spread over the validation split. Used by one thread. */
final class FilmStrips {
    private static final int FRAME = 4;
    private static final byte[] RIGHT = {(byte) 40, (byte) 160, (byte) 70};
    private static final byte[] WRONG = {(byte) 210, (byte) 50, (byte) 40};

    private final List<String> classes;
    private final Split split;
    private final int frames;
    private final int view;
    private final Set<Integer> shown = new TreeSet<>();
    private final List<Picture> pictures = new ArrayList<>();

    /** @param views of each clip, of which the one in the middle is shown */
    FilmStrips(Dataset dataset, VideoOptions options, int views) {
        this.classes = dataset.classes();
        this.split = dataset.split(Dataset.VALIDATION);
        this.frames = options.frames();
        this.view = views / 2;
        int count = Math.min(options.shown(), split.size());
        for (int i = 0; i < count; i++) {
            shown.add((int) ((long) i * split.size() / count));
        }
    }

    /**
     * Shows a clip, if it is one of those that are.
     *
     * @param views frames of all views, (V T, 3, S, S)
     */
    void show(int index, NDArray views, int predicted, int label) {
        if (!shown.contains(index)) {
            return;
        }
        List<RgbImage> strip = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            strip.add(PictureTensors.picture(views.get((long) view * frames + i)));
        }
        boolean right = predicted == label;
        String title = right
                ? classes.get(label) + ", recognised"
                : classes.get(label) + ", taken for " + classes.get(predicted);
        pictures.add(new Picture(
                title,
                split.label(index) + ": the frames that the network saw, in order of time.",
                framed(ContactSheet.of(List.of(strip)), right ? RIGHT : WRONG)));
    }

    private static RgbImage framed(RgbImage image, byte[] colour) {
        int width = image.width() + 2 * FRAME;
        int height = image.height() + 2 * FRAME;
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = colour[i % 3];
        }
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(
                    image.rgb(), 3 * y * image.width(), rgb, 3 * ((y + FRAME) * width + FRAME), 3 * image.width());
        }
        return new RgbImage(width, height, rgb);
    }

    /** What was shown, in the order of the split. */
    List<Picture> pictures() {
        return List.copyOf(pictures);
    }
}
