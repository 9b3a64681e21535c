package io.peco4j.datasets.coco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The objects of a file, packed: a few dozen bytes each, beside what their outlines take. */
final class ObjectList {
    private final List<byte[]> packed = new ArrayList<>();
    private long[] ids = new long[1024];
    private long[] pictures = new long[1024];
    private long[] categories = new long[1024];

    void add(long id, long picture, long category, byte[] annotation) {
        int at = packed.size();
        if (at == ids.length) {
            ids = Arrays.copyOf(ids, 2 * at);
            pictures = Arrays.copyOf(pictures, 2 * at);
            categories = Arrays.copyOf(categories, 2 * at);
        }
        ids[at] = id;
        pictures[at] = picture;
        categories[at] = category;
        packed.add(annotation);
    }

    int size() {
        return packed.size();
    }

    /** The number of an object in the file. */
    long id(int index) {
        return ids[index];
    }

    /** The number of the picture that it is on. */
    long picture(int index) {
        return pictures[index];
    }

    /** The number of its category. */
    long category(int index) {
        return categories[index];
    }

    /** See {@link PackedAnnotation#unpack}. */
    byte[] packed(int index) {
        return packed.get(index);
    }

    /** Numbers of objects that occur more than once, in order. */
    LongStream twice() {
        long[] sorted = Arrays.copyOf(ids, packed.size());
        Arrays.sort(sorted);
        return IntStream.range(1, sorted.length)
                .filter(i -> sorted[i] == sorted[i - 1])
                .mapToLong(i -> sorted[i])
                .distinct();
    }
}
