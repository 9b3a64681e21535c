package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;

/** Video clips with a class each, from lists or class folders: the data set {@code clips}. */
public record Clips(Component<Dataset> component) implements Configurable<Dataset, Clips> {
    @Override
    public Clips with(Component<Dataset> changed) {
        return new Clips(changed);
    }

    /** The list or folder for training, relative to the path. */
    public Clips train(String source) {
        return set("train", source);
    }

    /** The list or folder for validation, relative to the path. */
    public Clips val(String source) {
        return set("val", source);
    }

    /** The file with the names of the classes, relative to the path. */
    public Clips classes(String file) {
        return set("classes", file);
    }

    /** What happens to a clip that cannot be decoded, or is cut off. */
    public Clips corrupt(Dataset.Corrupt corrupt) {
        return set("corrupt", corrupt);
    }

    /** What happens to listed clips that do not exist: {@code fail} or {@code skip}. */
    public Clips missing(String what) {
        return set("missing", what);
    }

    /** The fraction of the clips that is kept for validation, if there is nothing for it. */
    public Clips validation(double fraction) {
        return set("validation", fraction);
    }

    /** The largest number of clips of each class in each split. */
    public Clips limit(int clips) {
        return set("limit", clips);
    }
}
