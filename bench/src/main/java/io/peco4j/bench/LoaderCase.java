package io.peco4j.bench;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.runtime.data.ExampleReader;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.data.TrainingOrder;
import io.peco4j.runtime.event.Listener;
import java.util.Map;

/** Decoding, random crop to 224 pixels, flip: what the loader delivers when nothing else needs the processor. */
final class LoaderCase implements BenchCase {
    private static final int SIZE = 224;
    private static final int BATCH = 32;
    private static final int ENOUGH = Integer.MAX_VALUE / BATCH;
    private static final double SECONDS = 3;

    @Override
    public String name() {
        return "loader";
    }

    @Override
    public BenchResult run(BenchContext context) {
        ExampleReader reader = new ExampleReader(context.photos(), Corrupt.SKIP, new CropAndFlip(SIZE), new Seed(0));
        TrainingOrder order = new TrainingOrder(context.photos().size(), BATCH, ENOUGH, new Seed(0));
        try (Loader loader = new Loader(reader, order, 0, BATCH, context.threads(), Listener.none())) {
            loader.next().close();
            long start = System.nanoTime();
            long images = 0;
            double seconds = 0;
            while (seconds < SECONDS) {
                try (LoadedBatch batch = loader.next()) {
                    images += batch.size();
                }
                seconds = (System.nanoTime() - start) / 1e9;
            }
            double rate = images / seconds;
            return new BenchResult(
                    name(),
                    rate,
                    Double.NaN,
                    Double.NaN,
                    Map.of("items-per-second-and-core", rate / Math.min(context.threads(), Loader.defaultThreads())));
        }
    }
}
