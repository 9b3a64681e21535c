package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.GeometricTransform;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.runtime.data.ExampleReader;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.event.Listener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What the runtime's loader makes of a training split: two epochs of random crops, batch after batch, with class maps,
 * boxes and frames that move along.
 */
public final class LoadedRows {
    private static final int SIDE = 16;
    private static final int BATCH = 4;
    private static final int EPOCHS = 2;
    private static final int MOST = 12;
    private static final String DRAW = "draw";
    private static final GeometricTransform VIEW =
            new RandomResizedCrop(SIDE, 0.3, 1, Filter.BILINEAR).then(new HorizontalFlip(0.5));

    private LoadedRows() {}

    /**
     * The values of the first batches.
     *
     * @param threads of the loader
     */
    public static List<List<String>> of(Dataset data, int threads) {
        Preparation preparation = (example, random) -> prepare(example, random).with(DRAW, random.nextLong());
        Seed seed = new Seed(1);
        ExampleReader reader =
                new ExampleReader(data.split(Dataset.TRAIN), data.corrupt(), preparation, seed.with("examples"));
        TrainingOrder order = new TrainingOrder(reader.split().size(), BATCH, EPOCHS, seed);
        List<List<String>> rows = new ArrayList<>();
        try (Loader loader = new Loader(reader, order, 0, BATCH, threads, Listener.none());
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            while (loader.hasNext() && rows.size() < MOST) {
                try (LoadedBatch batch = loader.next();
                        NDManager pass = manager.newSubManager()) {
                    rows.add(values(batch, pass, data.exampleType()));
                }
            }
        }
        return rows;
    }

    private static Sample prepare(Example example, RandomGenerator random) {
        if (example instanceof Example.Clip clip) {
            Placement placement = VIEW.place(
                    Placement.whole(clip.frames().width(), clip.frames().height()), random);
            List<RgbImage> frames = clip.frames().read(clip.frames().count() - 1, 0).stream()
                    .map(placement::apply)
                    .toList();
            return Sample.of(Sample.FRAMES, frames).with(Sample.LABEL, clip.label());
        }
        RgbImage image = example.image();
        Placement placement = VIEW.place(Placement.whole(image.width(), image.height()), random);
        Sample sample = Sample.of(Sample.IMAGE, placement.apply(image));
        if (example instanceof Example.Segmented segmented) {
            ClassMap map = segmented.classes();
            boolean fits = map.width() == image.width() && map.height() == image.height();
            // What does not fit breaks another rule.
            return sample.with(Sample.CLASSES, fits ? placement.apply(map) : map);
        }
        if (example instanceof Example.Detected detected) {
            return sample.ragged(
                    Sample.BOXES, boxes(placement.apply(detected).example().objects()));
        }
        return sample;
    }

    private static Sample.Floats boxes(List<Instance> objects) {
        float[] numbers = new float[4 * objects.size()];
        for (int i = 0; i < objects.size(); i++) {
            numbers[4 * i] = objects.get(i).box().left();
            numbers[4 * i + 1] = objects.get(i).box().top();
            numbers[4 * i + 2] = objects.get(i).box().right();
            numbers[4 * i + 3] = objects.get(i).box().bottom();
        }
        return new Sample.Floats(numbers, objects.size(), 4);
    }

    private static List<String> values(LoadedBatch batch, NDManager pass, Class<? extends Example> type) {
        return batch.portions().stream()
                .map(portion -> portion.on(pass))
                .map(rows -> Arrays.toString(rows.indices()) + ", fields "
                        + fields(type).map(name -> hash(rows, name)).toList() + ", draws "
                        + Arrays.toString(rows.get(DRAW).toLongArray()))
                .toList();
    }

    private static Stream<String> fields(Class<? extends Example> type) {
        if (type == Example.Clip.class) {
            return Stream.of(Sample.FRAMES, Sample.LABEL);
        }
        return type == Example.Segmented.class
                ? Stream.of(Sample.IMAGE, Sample.CLASSES)
                : type == Example.Detected.class ? Stream.of(Sample.IMAGE, Sample.BOXES) : Stream.of(Sample.IMAGE);
    }

    private static List<Integer> hash(Batch rows, String name) {
        return rows.rows(name).stream().map(LoadedRows::hash).toList();
    }

    private static int hash(NDArray row) {
        return 31 * row.toByteBuffer().hashCode() + row.getShape().hashCode();
    }
}
