package io.peco4j.datasets.scenes;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scenes by their number; drawn again at every call. Classes take turns, so that each has its share.
 *
 * @param name of the split
 * @param stream distinguishes the random numbers of splits
 * @param size number of scenes
 * @param options of the data set
 */
record SceneSplit(String name, int stream, int size, ScenesDataset.Options options) implements Split {

    @Override
    public Example example(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("scene " + index + " of " + size);
        }
        Shape shape = Shape.of(index % options.classes());
        Dice dice = Dice.of(options.seed(), stream, index);
        Scene scene =
                Scene.compose(dice, options.image(), shape, options.classes(), options.objects(), options.typical());
        Rendering rendering = Rendering.of(scene, dice);
        return switch (options.labels()) {
            case CLASS -> new Example.Labelled(rendering.image(), shape.label());
            case TEXTURE ->
                new Example.Labelled(
                        rendering.image(), scene.target().texture().pattern().ordinal());
            case SEGMENTATION -> new Example.Segmented(rendering.image(), mask(scene, rendering));
            case BOXES -> new Example.Detected(rendering.image(), boxes(scene, rendering));
        };
    }

    @Override
    public String label(int index) {
        return String.format(Locale.ROOT, "%s/%06d", name, index);
    }

    /** 0 for the ground, the shape's number from 1 on for objects. */
    private static byte[] mask(Scene scene, Rendering rendering) {
        byte[] mask = new byte[rendering.owners().length];
        for (int i = 0; i < mask.length; i++) {
            int owner = rendering.owners()[i];
            mask[i] = (byte)
                    (owner < 0 ? 0 : 1 + scene.objects().get(owner).shape().label());
        }
        return mask;
    }

    /** Around what is seen of each object; nothing for objects of which nothing is seen. */
    private static List<Example.ObjectBox> boxes(Scene scene, Rendering rendering) {
        List<Example.ObjectBox> boxes = new ArrayList<>();
        for (int object = 0; object < scene.objects().size(); object++) {
            byte[] mask = new byte[rendering.owners().length];
            int left = scene.size();
            int top = scene.size();
            int right = 0;
            int bottom = 0;
            for (int i = 0; i < mask.length; i++) {
                if (rendering.owners()[i] == object) {
                    mask[i] = 1;
                    left = Math.min(left, i % scene.size());
                    right = Math.max(right, i % scene.size() + 1);
                    top = Math.min(top, i / scene.size());
                    bottom = i / scene.size() + 1;
                }
            }
            if (left < right) {
                int label = scene.objects().get(object).shape().label();
                boxes.add(new Example.ObjectBox(label, left, top, right, bottom, false, mask));
            }
        }
        return boxes;
    }
}
