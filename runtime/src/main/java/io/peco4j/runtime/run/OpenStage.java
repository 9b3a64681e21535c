package io.peco4j.runtime.run;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.StageMaker.Made;
import java.util.Optional;

/** A stage with its components made; closing it frees their tensors. */
public final class OpenStage implements AutoCloseable {
    private final NDManager manager;
    private final Made made;

    private OpenStage(NDManager manager, Made made) {
        this.manager = manager;
        this.made = made;
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
            return new OpenStage(manager, maker.make(stage, manager));
        } catch (RuntimeException | Error e) {
            manager.close();
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

    @Override
    public void close() {
        manager.close();
    }
}
