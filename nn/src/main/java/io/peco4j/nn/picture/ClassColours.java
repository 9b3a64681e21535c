package io.peco4j.nn.picture;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Class maps as pictures: each class in its colour, pixels that do not count in black.
 *
 * @param colours {@code 0xRRGGBB}, one a class
 */
public record ClassColours(List<Integer> colours) {
    public ClassColours {
        colours = List.copyOf(colours);
    }

    /** Those of a data set, or, where it has none, those that its objects would have. */
    public static ClassColours of(Dataset dataset) {
        int classes = dataset.classes().size();
        return dataset.colours().size() == classes
                ? new ClassColours(dataset.colours())
                : new ClassColours(
                        IntStream.range(0, classes).mapToObj(ObjectColours::of).toList());
    }

    /** The painted map. */
    public RgbImage paint(ClassMap map) {
        int[] labels = map.classes().toArray();
        byte[] rgb = new byte[3 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            put(rgb, i, labels[i] == ClassMap.IGNORE ? 0 : colours.get(labels[i]));
        }
        return new RgbImage(map.width(), map.height(), rgb);
    }

    private static void put(byte[] rgb, int pixel, int colour) {
        rgb[3 * pixel] = (byte) (colour >> 16);
        rgb[3 * pixel + 1] = (byte) (colour >> 8);
        rgb[3 * pixel + 2] = (byte) colour;
    }
}
