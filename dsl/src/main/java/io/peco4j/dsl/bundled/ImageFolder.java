package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;

/** Pictures in folders, one per class: the data set {@code image-folder}. */
public record ImageFolder(Component<Dataset> component) implements Configurable<Dataset, ImageFolder> {
    @Override
    public ImageFolder with(Component<Dataset> changed) {
        return new ImageFolder(changed);
    }

    /** What happens to a picture that cannot be decoded. */
    public ImageFolder corrupt(Dataset.Corrupt corrupt) {
        return set("corrupt", corrupt);
    }

    /** The fraction of the pictures that is kept for validation, if there is no folder for it. */
    public ImageFolder validation(double fraction) {
        return set("validation", fraction);
    }

    /** The largest number of pictures of each class in each split. */
    public ImageFolder limit(int pictures) {
        return set("limit", pictures);
    }
}
