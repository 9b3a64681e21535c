package io.peco4j.datasets.coco;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.nn.picture.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures with objects under indices; read and unpacked again at every call.
 *
 * @param name of the split
 * @param source where it comes from
 * @param pictures at least one; their files exist
 * @param reader shared by all splits
 */
record CocoSplit(String name, CocoSource source, List<CocoPicture> pictures, PictureReader reader) implements Split {

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public Example example(int index) {
        CocoPicture picture = pictures.get(index);
        RgbImage image = reader.read(file(picture));
        if (image.width() != picture.width() || image.height() != picture.height()) {
            throw new UnreadableExampleException(file(picture) + " has " + image.width() + " x " + image.height()
                    + " pixels, and " + source.annotations() + " states " + picture.width() + " x " + picture.height()
                    + ": boxes and masks would not lie on it");
        }
        return new Example.Detected(image, picture.objects());
    }

    @Override
    public OptionalInt classOf(int index) {
        return OptionalInt.empty();
    }

    @Override
    public String label(int index) {
        return source.images().getFileName() + "/" + pictures.get(index).name();
    }

    /** Where the pictures are. */
    List<Path> files() {
        return pictures.stream().map(this::file).toList();
    }

    private Path file(CocoPicture picture) {
        return source.images().resolve(picture.name());
    }
}
