package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.datasets.folder.ContentHash;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.nn.picture.Samples;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures and their maps under indices, read again at every call.
 *
 * @param name of the split
 * @param pairs at least one
 * @param classes what numbers stand for
 * @param reader shared by all splits
 */
record MapSplit(String name, List<MapPair> pairs, ClassList classes, PictureReader reader) implements Split {

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public Example example(int index) {
        MapPair pair = pairs.get(index);
        RgbImage image = reader.read(pair.picture().file());
        Samples map = reader.samples(pair.map().file());
        if (map.width() != image.width() || map.height() != image.height()) {
            boolean turned = map.width() == image.height() && map.height() == image.width();
            throw new UnreadableExampleException(pair.map().file() + " has " + map.width() + " x " + map.height()
                    + " pixels, expected those of its picture " + pair.picture().file() + ": " + image.width() + " x "
                    + image.height() + (turned ? ", which its EXIF tag may have turned upright" : ""));
        }
        return new Example.Segmented(image, classes.map(map, pair.map().file()));
    }

    /** A map has many classes. */
    @Override
    public OptionalInt classOf(int index) {
        return OptionalInt.empty();
    }

    @Override
    public String label(int index) {
        return pairs.get(index).picture().name();
    }

    /** Adds names and contents of all files. */
    void add(ContentHash hash) {
        hash.line("split " + name);
        hash.seen(
                pairs.stream().map(pair -> pair.picture().name()).toList(),
                pairs.stream().map(pair -> pair.picture().seen()).toList());
        hash.seen(
                pairs.stream().map(pair -> "map of " + pair.picture().name()).toList(),
                pairs.stream().map(MapPair::map).toList());
    }
}
