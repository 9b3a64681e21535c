package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.image.Filter;
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

/** What the runtime's loader makes of a training split: two epochs of random crops, batch after batch. */
public final class LoadedRows {
    private static final int SIDE = 16;
    private static final int BATCH = 4;
    private static final int EPOCHS = 2;
    private static final int MOST = 12;

    private LoadedRows() {}

    /**
     * The values of the first batches.
     *
     * @param threads of the loader
     */
    public static List<List<String>> of(Dataset data, int threads) {
        RandomResizedCrop crop = new RandomResizedCrop(SIDE, 0.3, 1, Filter.BILINEAR);
        Preparation preparation = (example, random) ->
                Sample.of("image", crop.apply(example.image(), random)).with("draw", random.nextLong());
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
                    rows.add(values(batch, pass));
                }
            }
        }
        return rows;
    }

    private static List<String> values(LoadedBatch batch, NDManager pass) {
        return batch.portions().stream()
                .map(portion -> portion.on(pass))
                .map(rows -> "pictures "
                        + Arrays.hashCode(rows.get("image").toFloatArray()) + ", draws "
                        + Arrays.toString(rows.get("draw").toLongArray()))
                .toList();
    }
}
