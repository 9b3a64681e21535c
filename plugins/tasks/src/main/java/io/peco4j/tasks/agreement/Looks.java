package io.peco4j.tasks.agreement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.nn.picture.PictureTensors;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a distance sees in pictures, kept for the next comparison within a bound of memory. */
final class Looks implements AutoCloseable {
    private static final int FEWEST = 3;

    private final PictureDistance distance;
    private final PictureReader reader;
    private final NDManager manager;
    private final long most;

    /** In the order of their last use. */
    private final Map<Path, List<NDArray>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** @param most bytes that may be kept; three pictures are kept in any case */
    Looks(PictureDistance distance, PictureReader reader, NDManager parent, long most) {
        this.distance = distance;
        this.reader = reader;
        this.manager = parent.newSubManager();
        this.most = most;
    }

    /**
     * The distance of two pictures.
     *
     * @throws io.peco4j.api.data.UnreadableExampleException if one cannot be read
     */
    double between(Path one, Path other) {
        return distance.between(look(one), look(other));
    }

    private List<NDArray> look(Path picture) {
        List<NDArray> known = kept.get(picture);
        if (known != null) {
            return known;
        }
        RgbImage sized = new Resize(distance.side(), Filter.BICUBIC).apply(reader.read(picture));
        List<NDArray> seen;
        try (NDArray image = PictureTensors.of(List.of(sized), manager)) {
            seen = distance.look(image);
        }
        kept.put(picture, seen);
        bytes += bytes(seen);
        Iterator<List<NDArray>> eldest = kept.values().iterator();
        while (bytes > most && kept.size() > FEWEST) {
            List<NDArray> dropped = eldest.next();
            bytes -= bytes(dropped);
            eldest.remove();
            dropped.forEach(NDArray::close);
        }
        return seen;
    }

    private static long bytes(List<NDArray> arrays) {
        return arrays.stream()
                .mapToLong(array -> array.size() * array.getDataType().getNumOfBytes())
                .sum();
    }

    @Override
    public void close() {
        manager.close();
    }
}
