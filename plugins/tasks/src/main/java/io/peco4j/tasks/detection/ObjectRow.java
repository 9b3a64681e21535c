package io.peco4j.tasks.detection;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Box;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.GroundTruth;
import io.peco4j.nn.detection.ObjectMasks;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The objects of a row of a batch. Masks travel as run lengths, not as a picture for each object.
 *
 * @param objects on the picture
 * @param size of the picture that they are on
 */
record ObjectRow(List<Instance> objects, PixelSize size) {
    private static final String LABELS = "labels";
    private static final String CROWDS = "crowds";
    private static final String RUNS = "mask-runs";

    /** How many runs each mask has; 0: the mask is not known. */
    private static final String LENGTHS = "mask-lengths";

    private static final String SIZE = "size";

    ObjectRow {
        objects = List.copyOf(objects);
    }

    /** The sample with these objects. */
    Sample with(Sample sample) {
        int count = objects.size();
        float[] boxes = new float[4 * count];
        long[] labels = new long[count];
        long[] crowds = new long[count];
        long[] lengths = new long[count];
        List<int[]> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instance object = objects.get(i);
            Box box = object.box();
            System.arraycopy(new float[] {box.left(), box.top(), box.right(), box.bottom()}, 0, boxes, 4 * i, 4);
            labels[i] = object.label();
            crowds[i] = object.crowd() ? 1 : 0;
            if (object.mask().isPresent()) {
                int[] own = RunLengthMask.of(object.mask().orElseThrow(), size.height(), size.width())
                        .runs();
                lengths[i] = own.length;
                runs.add(own);
            }
        }
        long[] all = runs.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        return sample.ragged(Sample.BOXES, new Sample.Floats(boxes, count, 4))
                .ragged(LABELS, new Sample.Longs(labels, count))
                .ragged(CROWDS, new Sample.Longs(crowds, count))
                .ragged(LENGTHS, new Sample.Longs(lengths, count))
                .ragged(RUNS, new Sample.Longs(all, all.length))
                .with(SIZE, new long[] {size.height(), size.width()}, 2);
    }

    /** The objects of every row of a batch. */
    static List<ObjectRow> of(Batch batch) {
        List<NDArray> boxes = batch.rows(Sample.BOXES);
        List<NDArray> labels = batch.rows(LABELS);
        List<NDArray> crowds = batch.rows(CROWDS);
        List<NDArray> lengths = batch.rows(LENGTHS);
        List<NDArray> runs = batch.rows(RUNS);
        long[] sizes = batch.get(SIZE).toLongArray();
        List<ObjectRow> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            PixelSize size = new PixelSize((int) sizes[2 * row], (int) sizes[2 * row + 1]);
            rows.add(of(
                    Boxes.of(boxes.get(row)),
                    integers(labels.get(row)),
                    integers(crowds.get(row)),
                    integers(lengths.get(row)),
                    integers(runs.get(row)),
                    size));
        }
        return rows;
    }

    private static ObjectRow of(Boxes boxes, int[] labels, int[] crowds, int[] lengths, int[] runs, PixelSize size) {
        List<Instance> objects = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < labels.length; i++) {
            Optional<RunLengthMask> mask = lengths[i] == 0
                    ? Optional.empty()
                    : Optional.of(RunLengthMask.of(
                            size.height(), size.width(), Arrays.copyOfRange(runs, at, at + lengths[i])));
            at += lengths[i];
            objects.add(new Instance(
                    labels[i],
                    new Box(boxes.x1(i), boxes.y1(i), boxes.x2(i), boxes.y2(i)),
                    crowds[i] == 1,
                    mask.map(RunLengthMask::annotation)));
        }
        return new ObjectRow(objects, size);
    }

    private static int[] integers(NDArray array) {
        return array.size() == 0
                ? new int[0]
                : Arrays.stream(array.toLongArray()).mapToInt(Math::toIntExact).toArray();
    }

    /** What a detector learns: all objects but crowds, with classes from 1. */
    GroundTruth truth() {
        List<Instance> single =
                objects.stream().filter(object -> !object.crowd()).toList();
        float[] corners = new float[4 * single.size()];
        for (int i = 0; i < single.size(); i++) {
            Box box = single.get(i).box();
            System.arraycopy(new float[] {box.left(), box.top(), box.right(), box.bottom()}, 0, corners, 4 * i, 4);
        }
        return new GroundTruth(
                Boxes.of(corners),
                single.stream().mapToInt(object -> 1 + object.label()).toArray(),
                ObjectMasks.of(
                        single.stream()
                                .map(object -> object.mask().map(this::pixels))
                                .toList(),
                        size));
    }

    /** A mask on the picture. */
    RunLengthMask pixels(InstanceMask mask) {
        return RunLengthMask.of(mask, size.height(), size.width());
    }
}
