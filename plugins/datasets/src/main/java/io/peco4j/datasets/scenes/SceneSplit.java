package io.peco4j.datasets.scenes;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.Split;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

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
        Shape shape = shape(index);
        Dice dice = Dice.of(options.seed(), stream, index);
        Scene scene = scene(shape, dice);
        Rendering rendering = Rendering.of(scene, dice);
        return switch (options.labels()) {
            case CLASS -> new Example.Labelled(rendering.image(), shape.label());
            case TEXTURE ->
                new Example.Labelled(rendering.image(), texture(scene));
            case SEGMENTATION -> new Example.Segmented(rendering.image(), classes(scene, rendering));
            case BOXES -> new Example.Detected(rendering.image(), objects(scene, rendering));
        };
    }

    /** Known from the composition, without a pixel drawn. */
    @Override
    public OptionalInt classOf(int index) {
        Shape shape = shape(index);
        return switch (options.labels()) {
            case CLASS -> OptionalInt.of(shape.label());
            case TEXTURE -> OptionalInt.of(texture(scene(shape, Dice.of(options.seed(), stream, index))));
            case SEGMENTATION, BOXES -> OptionalInt.empty();
        };
    }

    private Shape shape(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("scene " + index + " of " + size);
        }
        return Shape.of(index % options.classes());
    }

    private Scene scene(Shape shape, Dice dice) {
        return Scene.compose(dice, options.image(), shape, options.classes(), options.objects(), options.typical());
    }

    private static int texture(Scene scene) {
        return scene.target().texture().pattern().ordinal();
    }

    @Override
    public String label(int index) {
        return String.format(Locale.ROOT, "%s/%06d", name, index);
    }

    /** 0 for the ground, the shape's number from 1 on for objects. */
    private static ClassMap classes(Scene scene, Rendering rendering) {
        byte[] classes = new byte[rendering.owners().length];
        for (int i = 0; i < classes.length; i++) {
            int owner = rendering.owners()[i];
            classes[i] = (byte)
                    (owner < 0 ? 0 : 1 + scene.objects().get(owner).shape().label());
        }
        return ClassMap.of(scene.size(), scene.size(), classes);
    }

    /** What is seen of each object; nothing for objects of which nothing is seen. */
    private static List<Instance> objects(Scene scene, Rendering rendering) {
        List<Instance> seen = new ArrayList<>();
        for (int object = 0; object < scene.objects().size(); object++) {
            int owner = object;
            RunLengthMask mask = RunLengthMask.of(
                    InstanceMask.RunLengths.of(
                            scene.size(), scene.size(), i -> rendering.owners()[i] == owner),
                    scene.size(),
                    scene.size());
            if (mask.area() > 0) {
                int label = scene.objects().get(object).shape().label();
                seen.add(new Instance(label, mask.bounds().box(), mask.annotation()));
            }
        }
        return seen;
    }
}
