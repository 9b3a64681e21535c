package io.peco4j.datasets.folder;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.nn.picture.PictureReader;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures under indices, read again at every call.
 *
 * @param name of the split
 * @param files at least one
 * @param reader shared by all splits
 */
record FileSplit(String name, List<PictureFile> files, PictureReader reader) implements Split {

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Example example(int index) {
        PictureFile picture = files.get(index);
        RgbImage image = reader.read(picture.file());
        return picture.label().isPresent()
                ? new Example.Labelled(image, picture.label().getAsInt())
                : new Example.Image(image);
    }

    @Override
    public OptionalInt classOf(int index) {
        return files.get(index).label();
    }

    @Override
    public String label(int index) {
        return files.get(index).name();
    }
}
