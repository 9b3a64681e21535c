package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.StageMaker.Made;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.Map;
import java.util.Optional;

/** A stage with its components made; closing it frees their tensors. */
public final class OpenStage implements AutoCloseable {
    private final NDManager manager;
    private final Made made;
    private final Precision precision;

    private OpenStage(NDManager manager, Made made, Precision precision) {
        this.manager = manager;
        this.made = made;
        this.precision = precision;
    }

    /**
     * Makes the components of a stage outside of a study.
     *
     * @param dataset of the stage, and of all that it builds on
     * @param trained where the weights of earlier stages come from
     */
    public static OpenStage open(Stage stage, Dataset dataset, Precision precision, Trained trained) {
        return open(stage, new StageMaker(trained, any -> dataset, precision));
    }

    /**
     * Makes the components of a stage of a plan, each with the data set of its own stage.
     *
     * @param trained where the weights of earlier stages come from
     */
    public static OpenStage open(Stage stage, Plan plan, Trained trained) {
        return open(stage, new StageMaker(trained, each -> plan.data(each).dataset(), plan.precision()));
    }

    private static OpenStage open(Stage stage, StageMaker maker) {
        NDManager manager = NDManager.newBaseManager();
        try {
            return new OpenStage(manager, maker.make(stage, manager), maker.precision());
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Makes the components of a finished stage, with all that its training left behind: not only what other stages
     * read, but also a pretraining's heads, decoders and teachers.
     *
     * @throws InvalidInputException PECO-3xx if the store does not have it, or not for these components
     */
    public static OpenStage reopen(Stage stage, Plan plan, ArtifactStore store) {
        StoredWeights weights = new StoredWeights(store);
        OpenStage open = open(stage, plan, weights);
        try {
            weights.restore(stage, open);
            return open;
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** What the stage runs. */
    public Object component() {
        return made.component();
    }

    /** What there is to train; empty if nothing. */
    public Optional<Learner> learner() {
        return made.learner();
    }

    /** What the stage leaves behind for others. */
    public Optional<Stateful> result(Optional<Learner> learner) {
        return made.result(learner);
    }

    /** What a pretraining's learner has beside the encoder that it leaves behind; nothing for other stages. */
    public Map<String, NDArray> beside(Optional<Learner> learner) {
        return made.beside(learner);
    }

    /**
     * The memory that the training takes at its peak.
     *
     * @param learner from {@link #learner}, perhaps with another recipe
     * @param examples of one pass
     * @param passes of one step
     */
    public StageMemory memory(Learner learner, int examples, int passes) {
        return StageMemory.of(learner, manager.getManagedArrays(), examples, passes, precision);
    }

    @Override
    public void close() {
        manager.close();
    }
}
