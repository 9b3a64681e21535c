package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.tasks.agreement.Pairs.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One distance of all pairs of a set. Pictures are looked at in batches, and what was seen is kept as far as memory
 * goes: where all fit, each is looked at once.
 */
final class Measured {
    private static final int BATCH = 8;

    private final PictureDistance distance;
    private final Pairs pairs;
    private final List<Path> pictures;
    private final PictureReader reader;
    private final Map<Pair, Double> values = new HashMap<>();

    private Measured(PictureDistance distance, Pairs pairs, PictureReader reader) {
        this.distance = distance;
        this.pairs = pairs;
        this.pictures = pairs.pictures();
        this.reader = reader;
    }

    /**
     * Measures.
     *
     * @param most bytes that may be kept at a time; two pictures are in any case
     * @throws io.peco4j.api.data.UnreadableExampleException if a picture cannot be read
     */
    static Measured of(PictureDistance distance, Pairs pairs, PictureReader reader, NDManager parent, long most) {
        Measured measured = new Measured(distance, pairs, reader);
        try (NDManager manager = parent.newSubManager()) {
            int block = (int) Math.max(
                    1,
                    Math.min(
                            most / (2 * measured.bytesOfOne(manager)),
                            pairs.pictures().size()));
            pairs.blocks(block).forEach((low, others) -> measured.measure(low, others, block, manager));
        }
        return measured;
    }

    /**
     * The distance of two pictures.
     *
     * @throws IllegalArgumentException if they are no pair
     */
    double between(Path one, Path other) {
        Double value = values.get(pairs.of(one, other));
        if (value == null) {
            throw new IllegalArgumentException("never compared: " + one + " and " + other);
        }
        return value;
    }

    private long bytesOfOne(NDManager manager) {
        try (NDArray seen = look(0, 1, manager).get(0)) {
            return seen.size() * seen.getDataType().getNumOfBytes();
        }
    }

    private void measure(int low, Map<Integer, List<Pair>> others, int block, NDManager parent) {
        try (NDManager manager = parent.newSubManager()) {
            List<NDArray> ones = look(low * block, block, manager);
            others.forEach((high, asked) -> {
                try (NDManager inner = manager.newSubManager()) {
                    List<NDArray> two = high == low ? ones : look(high * block, block, inner);
                    asked.forEach(pair -> values.put(
                            pair,
                            distance.between(ones.get(pair.low() - low * block), two.get(pair.high() - high * block))));
                }
            });
        }
    }

    /** What stands for so many pictures, or as many as are left, in order; each (1, ...), owned by the manager. */
    private List<NDArray> look(int from, int count, NDManager manager) {
        List<NDArray> seen = new ArrayList<>();
        int end = Math.min(from + count, pictures.size());
        Resize resize = new Resize(distance.side(), Filter.BICUBIC);
        for (int i = from; i < end; i += BATCH) {
            List<RgbImage> read = pictures.subList(i, Math.min(i + BATCH, end)).stream()
                    .map(file -> resize.apply(reader.read(file)))
                    .toList();
            try (NDArray images = PictureTensors.of(read, manager)) {
                // The batch stays open as long as its rows, which are views of it.
                seen.addAll(distance.look(images).split(read.size()));
            }
        }
        return seen;
    }
}
