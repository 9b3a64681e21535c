package io.peco4j.runtime.data;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.GradientMode;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.function.Consumer;

/**
 * Passes over a data set's splits with a {@link Loader}; the last batch holds what is left. An example that is skipped
 * because it cannot be read is in no batch.
 *
 * @param dataset what is read
 * @param stage whose scoring it serves; its seed is the preparation's
 * @param threads of the loader
 * @param listener hears of progress and of skipped examples
 */
public record SplitExamples(Dataset dataset, StageInfo stage, int threads, Listener listener) implements Examples {

    @Override
    public void forEach(Split split, int batch, Preparation preparation, Consumer<Batch> each) {
        ExampleReader reader =
                new ExampleReader(split, dataset.corrupt(), preparation, new Seed(stage.seed()).with("examples"));
        GradientMode.turnOff();
        JniUtils.setGraphExecutorOptimize(false);
        try (Loader loader = new Loader(reader, new SequentialOrder(split.size(), batch), 0, batch, threads, listener);
                NDManager base = NDManager.newBaseManager("PyTorch")) {
            while (loader.hasNext()) {
                try (LoadedBatch loaded = loader.next();
                        NDManager manager = base.newSubManager()) {
                    for (Portion portion : loaded.portions()) {
                        each.accept(portion.on(manager));
                    }
                    long done = Math.min(split.size(), (loaded.number() + 1) * batch);
                    listener.on(new Event.Progress(stage, "reading " + split.name(), done, split.size()));
                }
            }
        }
    }
}
