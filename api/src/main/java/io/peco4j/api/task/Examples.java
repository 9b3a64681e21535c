package io.peco4j.api.task;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Batch;
import java.util.function.Consumer;

/** The study's data set as a task reads it: decoded and prepared ahead on loader threads. */
public interface Examples {
    Dataset dataset();

    /**
     * Passes over a split once, in order, with gradient mode off. An example that cannot be read, of data that say
     * {@link Dataset.Corrupt#SKIP}, is in no batch: whoever counts, counts what comes.
     *
     * @param split a name of {@link Dataset#splits()}
     * @param preparation should not be random; the generator that it gets is a function of the index
     * @param each gets every batch; its tensors are closed when it returns
     */
    default void forEach(String split, int batch, Preparation preparation, Consumer<Batch> each) {
        forEach(dataset().split(split), batch, preparation, each);
    }

    /**
     * The same over a split of the data set, or a {@link Split#select selection} of one; indices of a batch are its
     * own.
     */
    void forEach(Split split, int batch, Preparation preparation, Consumer<Batch> each);
}
