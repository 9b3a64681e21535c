package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;

/** Pictures with boxes and masks of objects, from files of COCO's form: the data set {@code coco}. */
public record Coco(Component<Dataset> component) implements Configurable<Dataset, Coco> {
    @Override
    public Coco with(Component<Dataset> changed) {
        return new Coco(changed);
    }

    /** The file of the annotations for validation, and the folder of the pictures that it lists. */
    public Coco val(String annotations, String images) {
        return set("val", annotations).set("val-images", images);
    }

    /** Leaves out pictures that are listed and do not exist, instead of refusing the data. */
    public Coco skipMissing() {
        return set("missing", "skip");
    }

    /** Learns from pictures without objects, too. */
    public Coco keepWithoutObjects() {
        return set("without-objects", "keep");
    }

    /** What happens to a picture that cannot be decoded. */
    public Coco corrupt(Dataset.Corrupt corrupt) {
        return set("corrupt", corrupt);
    }

    /** The fraction of the pictures that is kept for validation, if there is no file for it. */
    public Coco validation(double fraction) {
        return set("validation", fraction);
    }

    /** The largest number of pictures in each split. */
    public Coco limit(int pictures) {
        return set("limit", pictures);
    }
}
