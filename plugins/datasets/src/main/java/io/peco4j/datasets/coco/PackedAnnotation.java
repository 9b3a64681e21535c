package io.peco4j.datasets.coco;

import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.datasets.coco.Annotation.Masked;
import io.peco4j.datasets.coco.Annotation.Nothing;
import io.peco4j.datasets.coco.Annotation.Shape;
import io.peco4j.datasets.coco.Annotation.Unknown;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Annotations in bytes, exactly: a corner of an outline takes about three bytes instead of sixteen, so that all objects
 * of COCO stay in memory. Numbers of hundredths are written as differences from the corner before, others as they are.
 */
final class PackedAnnotation {
    private static final int CROWD = 1;
    private static final int HUNDREDTHS = 2;
    private static final int POLYGONS = 4;
    private static final int RUNS = 8;
    private static final int NOTHING = 12;
    private static final int FORM = 12;

    private PackedAnnotation() {}

    /** @param into has nothing that was not taken; has nothing afterwards */
    static byte[] pack(Annotation object, PackedNumbers into) {
        double[] box = {object.left(), object.top(), object.width(), object.height()};
        List<double[]> outlines = outlines(object.shape());
        boolean hundredths = isHundredths(box) && outlines.stream().allMatch(PackedAnnotation::isHundredths);
        into.putByte((object.crowd() ? CROWD : 0) | (hundredths ? HUNDREDTHS : 0) | form(object.shape()));
        put(box, hundredths, into);
        if (object.shape() instanceof Masked masked) {
            if (masked.mask() instanceof RunLengths lengths) {
                into.putLong(lengths.width());
                into.putLong(lengths.height());
                into.putLong(lengths.runs().length);
                Arrays.stream(lengths.runs()).forEach(into::putLong);
            } else {
                into.putLong(outlines.size());
                for (double[] outline : outlines) {
                    into.putLong(outline.length);
                    put(outline, hundredths, into);
                }
            }
        }
        return into.take();
    }

    static Annotation unpack(byte[] packed) {
        ByteBuffer from = ByteBuffer.wrap(packed);
        int flags = from.get();
        boolean hundredths = (flags & HUNDREDTHS) != 0;
        double[] box = numbers(4, hundredths, from);
        return new Annotation(
                box[0], box[1], box[2], box[3], (flags & CROWD) != 0, shape(flags & FORM, hundredths, from));
    }

    private static Shape shape(int form, boolean hundredths, ByteBuffer from) {
        return switch (form) {
            case POLYGONS -> new Masked(polygons(hundredths, from));
            case RUNS -> new Masked(runs(from));
            case NOTHING -> new Nothing();
            default -> new Unknown();
        };
    }

    private static InstanceMask polygons(boolean hundredths, ByteBuffer from) {
        int count = (int) PackedNumbers.readLong(from);
        List<double[]> outlines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            outlines.add(numbers((int) PackedNumbers.readLong(from), hundredths, from));
        }
        return new Polygons(outlines);
    }

    private static InstanceMask runs(ByteBuffer from) {
        int width = (int) PackedNumbers.readLong(from);
        int height = (int) PackedNumbers.readLong(from);
        int[] runs = new int[(int) PackedNumbers.readLong(from)];
        Arrays.setAll(runs, i -> (int) PackedNumbers.readLong(from));
        return new RunLengths(width, height, runs);
    }

    private static int form(Shape shape) {
        if (shape instanceof Masked masked) {
            return masked.mask() instanceof RunLengths ? RUNS : POLYGONS;
        }
        return shape instanceof Nothing ? NOTHING : 0;
    }

    private static List<double[]> outlines(Shape shape) {
        return shape instanceof Masked masked && masked.mask() instanceof Polygons polygons
                ? polygons.outlines()
                : List.of();
    }

    private static boolean isHundredths(double[] numbers) {
        return Arrays.stream(numbers).allMatch(PackedNumbers::isHundredths);
    }

    private static void put(double[] numbers, boolean hundredths, PackedNumbers into) {
        long[] before = new long[2];
        for (int i = 0; i < numbers.length; i++) {
            if (hundredths) {
                long number = PackedNumbers.hundredths(numbers[i]);
                into.putLong(number - before[i % 2]);
                before[i % 2] = number;
            } else {
                into.putDouble(numbers[i]);
            }
        }
    }

    private static double[] numbers(int count, boolean hundredths, ByteBuffer from) {
        double[] numbers = new double[count];
        long[] before = new long[2];
        for (int i = 0; i < count; i++) {
            if (hundredths) {
                before[i % 2] += PackedNumbers.readLong(from);
                numbers[i] = PackedNumbers.ofHundredths(before[i % 2]);
            } else {
                numbers[i] = from.getDouble();
            }
        }
        return numbers;
    }
}
