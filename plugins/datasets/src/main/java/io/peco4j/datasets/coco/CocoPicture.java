package io.peco4j.datasets.coco;

import io.peco4j.api.data.Instance;
import java.util.List;
import java.util.stream.IntStream;

/** A picture of a list and its objects, which stay packed. Immutable; equal to itself alone. */
final class CocoPicture {
    private final CocoFile.Picture listed;
    private final int[] labels;
    private final byte[][] packed;

    /**
     * A picture with objects that have an area on it.
     *
     * @param labels a class for each object; not copied
     * @param packed as many; not copied
     */
    CocoPicture(CocoFile.Picture listed, int[] labels, byte[][] packed) {
        this.listed = listed;
        this.labels = labels;
        this.packed = packed;
    }

    /** Of its file, relative to the folder of the pictures. */
    String name() {
        return listed.name();
    }

    /** In pixels, as the list says. */
    int width() {
        return listed.width();
    }

    /** In pixels, as the list says. */
    int height() {
        return listed.height();
    }

    /** Whether there is an object to learn: crowds are none. */
    boolean hasObjects() {
        return IntStream.range(0, packed.length)
                .anyMatch(i -> !PackedAnnotation.unpack(packed[i]).crowd());
    }

    /** Unpacks the objects. */
    List<Instance> objects() {
        return IntStream.range(0, packed.length).mapToObj(this::object).toList();
    }

    private Instance object(int index) {
        Annotation object = PackedAnnotation.unpack(packed[index]);
        return new Instance(labels[index], object.box(width(), height()).orElseThrow(), object.crowd(), object.mask());
    }
}
