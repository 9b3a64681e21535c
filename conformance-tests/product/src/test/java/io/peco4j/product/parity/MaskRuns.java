package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.Region;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** COCO's masks: run lengths, their text, polygons, and what is computed of them. */
final class MaskRuns {
    private MaskRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "cocodataset/cocoapi",
                        "common/maskApi.c, PythonAPI/pycocotools/_mask.pyx: frPyObjects, encode, decode, merge, area,"
                                + " toBbox, iou, string coding"),
                MaskRuns::operations);
    }

    private static void operations(ParityCase reference) {
        int[] size = reference.arguments().integers("size");
        List<double[]> outlines = polygons(reference, "in.polygon.");
        List<RunLengthMask> polygons = outlines.stream()
                .map(outline -> RunLengthMask.ofPolygons(size[0], size[1], List.of(outline)))
                .toList();
        check(reference, "polygon", polygons);
        List<RunLengthMask> masks = pictures(reference.get("in.masks"));
        check(reference, "mask", masks);
        List<Rectangle> boxes = rectangles(reference.get("in.boxes").toFloatArray());
        checkRuns(
                reference,
                "out.box",
                boxes.stream().map(box -> filled(box, size)).toList());
        int united = reference.arguments().integer("polygons");
        checkRuns(
                reference,
                "out.union",
                List.of(RunLengthMask.ofPolygons(size[0], size[1], outlines.subList(0, united))));
        checkRuns(reference, "out.intersection", List.of(shared(reference, masks)));
        int[] crowds = BoxRuns.integers(reference.get("in.crowd"));
        overlaps(reference, "out.iou", polygons, masks, crowds);
        List<Rectangle> reversed = IntStream.range(0, boxes.size())
                .mapToObj(i -> boxes.get(boxes.size() - 1 - i))
                .toList();
        // The notes: every second one is a crowd, from the second on.
        int[] alternating = IntStream.range(0, boxes.size()).map(i -> i % 2).toArray();
        overlaps(reference, "out.box_iou", boxes, reversed, alternating);
    }

    private static void check(ParityCase reference, String name, List<RunLengthMask> masks) {
        checkRuns(reference, "out." + name, masks);
        int[] letters = masks.stream()
                .map(RunLengthMask::text)
                .flatMapToInt(String::chars)
                .toArray();
        int[] lengths = masks.stream().mapToInt(mask -> mask.text().length()).toArray();
        reference.check("out." + name + "_string", BoxRuns.integers(reference, letters));
        reference.check("out." + name + "_string_lengths", BoxRuns.integers(reference, lengths));
        reference.accept(
                "out." + name + "_string",
                masks.stream()
                        .allMatch(mask -> RunLengthMask.ofText(mask.height(), mask.width(), mask.text())
                                .equals(mask)),
                "texts are read as they were written");
        reference.check(
                "out." + name + "_area",
                BoxRuns.integers(
                        reference,
                        masks.stream().mapToInt(mask -> (int) mask.area()).toArray()));
        MetricRuns.check(
                reference,
                "out." + name + "_bbox",
                masks.stream()
                        .map(RunLengthMask::bounds)
                        .flatMapToDouble(box -> DoubleStream.of(box.x(), box.y(), box.width(), box.height()))
                        .toArray(),
                masks.size(),
                4);
    }

    /** The pixels that the masks named by the notes share. */
    private static RunLengthMask shared(ParityCase reference, List<RunLengthMask> masks) {
        List<RunLengthMask> chosen = reference.notes().numbers("intersection of masks ([\\d, ]+)").stream()
                .map(number -> masks.get(number.intValue()))
                .toList();
        return chosen.stream().reduce(RunLengthMask::shared).orElseThrow();
    }

    private static void overlaps(
            ParityCase reference,
            String key,
            List<? extends Region> rows,
            List<? extends Region> columns,
            int[] crowds) {
        double[] values = new double[rows.size() * columns.size()];
        for (int i = 0; i < values.length; i++) {
            Region row = rows.get(i / columns.size());
            Region column = columns.get(i % columns.size());
            values[i] = crowds[i % columns.size()] == 1 ? row.coveredBy(column) : row.iou(column);
        }
        MetricRuns.check(reference, key, values, rows.size(), columns.size());
    }

    private static RunLengthMask filled(Rectangle box, int[] size) {
        return RunLengthMask.of(box, size[0], size[1]);
    }

    private static List<RunLengthMask> pictures(NDArray masks) {
        int height = (int) masks.getShape().get(1);
        int width = (int) masks.getShape().get(2);
        int[] all = BoxRuns.integers(masks);
        List<RunLengthMask> read = new ArrayList<>();
        for (int from = 0; from < all.length; from += height * width) {
            float[] values = new float[height * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = all[from + i];
            }
            read.add(RunLengthMask.of(height, width, values, 0.5f));
        }
        return read;
    }

    private static List<Rectangle> rectangles(float[] numbers) {
        return IntStream.range(0, numbers.length / 4)
                .mapToObj(
                        i -> new Rectangle(numbers[4 * i], numbers[4 * i + 1], numbers[4 * i + 2], numbers[4 * i + 3]))
                .toList();
    }

    /** Masks that are stored one after the other, with their numbers of runs. */
    static List<RunLengthMask> runs(ParityCase reference, String name, int[] size) {
        int[] runs = BoxRuns.integers(reference.get(name + "_runs"));
        List<RunLengthMask> masks = new ArrayList<>();
        int at = 0;
        for (int length : BoxRuns.integers(reference.get(name + "_lengths"))) {
            masks.add(RunLengthMask.of(size[0], size[1], Arrays.copyOfRange(runs, at, at + length)));
            at += length;
        }
        return masks;
    }

    /** Compares masks with {@code NAME_runs} and {@code NAME_lengths}. */
    static void checkRuns(ParityCase reference, String name, List<RunLengthMask> masks) {
        int[] runs = masks.stream()
                .map(RunLengthMask::runs)
                .flatMapToInt(Arrays::stream)
                .toArray();
        reference.check(name + "_runs", BoxRuns.integers(reference, runs));
        reference.check(
                name + "_lengths",
                BoxRuns.integers(
                        reference,
                        masks.stream().mapToInt(mask -> mask.runs().length).toArray()));
    }

    /** Outlines that are stored one after the other, with their numbers of corners. */
    static List<double[]> polygons(ParityCase reference, String prefix) {
        double[] numbers = reference.doubles(prefix + "points");
        List<double[]> corners = IntStream.range(0, numbers.length / 2)
                .mapToObj(i -> new double[] {numbers[2 * i], numbers[2 * i + 1]})
                .toList();
        return split(corners, BoxRuns.integers(reference.get(prefix + "lengths"))).stream()
                .map(outline ->
                        outline.stream().flatMapToDouble(DoubleStream::of).toArray())
                .collect(Collectors.toList());
    }

    /** Parts of a list of the given lengths. */
    static <T> List<List<T>> split(List<T> all, int[] lengths) {
        List<List<T>> parts = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            parts.add(all.subList(at, at + length));
            at += length;
        }
        return parts;
    }
}
