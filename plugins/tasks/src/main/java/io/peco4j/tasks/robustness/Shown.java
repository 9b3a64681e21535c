package io.peco4j.tasks.robustness;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.Affine;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects attacked pictures for the report: the picture, what was added to it, and the result. */
final class Shown {
    private static final double NOISE = 10;
    private static final double GREY = 0.5;

    private final int most;
    private final int all;
    private final List<String> classes;
    private final List<RgbImage> before = new ArrayList<>();
    private final List<RgbImage> added = new ArrayList<>();
    private final List<RgbImage> after = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private long seen;

    /**
     * A collection.
     *
     * @param most so many pictures at most
     * @param all how many there are to choose from: they are often in the order of their classes
     * @param classes their names
     */
    Shown(int most, int all, List<String> classes) {
        this.most = most;
        this.all = all;
        this.classes = classes;
    }

    /**
     * Takes pictures of a batch, spread over all that there are.
     *
     * @param images float32 (B, 3, H, W) as they were
     * @param attacked the same after the attack
     * @param logits float32 (B, K) of the pictures as they were
     * @param moved likewise of the attacked ones
     */
    void add(NDArray images, NDArray attacked, NDArray logits, NDArray moved) {
        for (int row = 0; row < images.getShape().get(0) && before.size() < most; row++, seen++) {
            if (seen * most < (long) before.size() * all) {
                continue;
            }
            try (NDArray image = images.get(row);
                    NDArray result = attacked.get(row);
                    NDArray difference = result.sub(image);
                    NDArray noise = Affine.of(difference, NOISE, GREY)) {
                before.add(PictureTensors.picture(image));
                added.add(PictureTensors.picture(noise));
                after.add(PictureTensors.picture(result));
            }
            String first = classOf(logits, row);
            String then = classOf(moved, row);
            said.add(first.equals(then) ? first + " still" : first + ", then " + then);
        }
    }

    private String classOf(NDArray logits, int row) {
        try (NDArray own = logits.get(row);
                NDArray best = own.argMax()) {
            return classes.get((int) best.getLong());
        }
    }

    /** The sheet; empty if there is no picture. */
    Optional<Picture> sheet(String attack) {
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(new Picture(
                        "Attacked pictures",
                        "Pictures, ten times what " + attack
                                + " added to them (grey: nothing), and the result. What the"
                                + " classifier said, from the left: " + String.join("; ", said) + ".",
                        ContactSheet.of(List.of(before, added, after))));
    }
}
