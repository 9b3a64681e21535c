package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;

/** Generated pictures of simple objects: the data set {@code scenes}. */
public record Scenes(Component<Dataset> component) implements Configurable<Dataset, Scenes> {
    @Override
    public Scenes with(Component<Dataset> changed) {
        return new Scenes(changed);
    }

    /** Number of pictures in the training split. */
    public Scenes train(int pictures) {
        return set("train", pictures);
    }

    /** Number of pictures in the validation split. */
    public Scenes val(int pictures) {
        return set("val", pictures);
    }

    /** Side of the pictures, in pixels. */
    public Scenes image(int side) {
        return set("image", side);
    }

    /** Seed of the pictures; independent of the seeds of the study. */
    public Scenes seed(long seed) {
        return set("seed", seed);
    }

    /** Number of shapes, which are the classes. */
    public Scenes classes(int shapes) {
        return set("classes", shapes);
    }

    /** Largest number of objects on a picture. */
    public Scenes objects(int most) {
        return set("objects", most);
    }

    /**
     * Share of pictures whose largest object has its class's typical pattern and colours; 0: only the shape shows the
     * class.
     */
    public Scenes typical(double share) {
        return set("typical", share);
    }
}
