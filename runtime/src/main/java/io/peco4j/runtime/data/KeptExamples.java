package io.peco4j.runtime.data;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A split that decodes small pictures once: of these, opening a file and its decoder take longer than all that follows.
 * Examples are immutable and equal at every call, so that kept ones change no result. Clips and larger pictures are
 * decoded at every call, and so is everything beyond an eighth of the heap that is free at first.
 *
 * <p>Safe on several threads; two that ask for the same example at once may both decode it.
 */
public final class KeptExamples implements ForwardingSplit {
    /** The longer side of a small picture, in pixels. */
    private static final int SMALL = 64;

    private static final int SHARE = 8;

    /** Of the objects around the pixels of one example, in bytes, rounded up. */
    private static final int AROUND = 200;

    private final Split split;
    private final Map<Integer, Example> kept = new ConcurrentHashMap<>();
    private final AtomicLong room;

    /** @param room for kept examples, in bytes */
    KeptExamples(Split split, long room) {
        this.split = split;
        this.room = new AtomicLong(room);
    }

    /** With as much room as the heap has to spare. */
    public static Split of(Split split) {
        Runtime java = Runtime.getRuntime();
        long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
        return new KeptExamples(split, free / SHARE);
    }

    @Override
    public Example example(int index) {
        Example known = kept.get(index);
        if (known != null) {
            return known;
        }
        Example example = split.example(index);
        if (example instanceof Example.Image || example instanceof Example.Labelled) {
            keep(index, example);
        }
        return example;
    }

    private void keep(int index, Example example) {
        RgbImage image = example.image();
        int bytes = image.rgb().length + AROUND;
        if (Math.max(image.width(), image.height()) > SMALL) {
            return;
        }
        if (room.addAndGet(-bytes) < 0 || kept.putIfAbsent(index, example) != null) {
            room.addAndGet(bytes);
        }
    }

    @Override
    public Split split() {
        return split;
    }

    /** Known without decoding. */
    @Override
    public OptionalInt classOf(int index) {
        return split.classOf(index);
    }
}
