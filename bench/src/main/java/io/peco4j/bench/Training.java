package io.peco4j.bench;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.OpenStage;
import io.peco4j.runtime.run.StageMemory;
import io.peco4j.runtime.run.Trained;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A training whose steps are measured.
 *
 * @param name shown behind the name of a case
 * @param batch pictures of a step, in one pass
 * @param opening makes it, untrained
 */
record Training(String name, int batch, Opening opening) {

    /** Makes a training. */
    interface Opening {
        Opened open(BenchContext context, int batch, Precision precision);
    }

    /**
     * A training that is made.
     *
     * @param learner with the recipe of its component
     * @param memory that a step is expected to take at its peak
     * @param split what it sees
     * @param release frees its tensors
     */
    record Opened(Learner learner, StageMemory memory, Split split, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /** The last stage of a kind in a study, on the study's data; what it builds on is not trained either. */
    static Training ofStudy(String name, int batch, StudyPlanner planner, Study study, String kind) {
        return new Training(name, batch, (context, rows, precision) -> {
            Plan plan = planner.plan(study, precision);
            Stage stage = plan.stages().stream()
                    .filter(each -> each.info().kind().equals(kind))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> new IllegalArgumentException(study.name() + " has no " + kind));
            OpenStage open = OpenStage.open(stage, plan, Trained.nothing());
            Learner learner = open.learner()
                    .orElseThrow(() -> new IllegalArgumentException(stage.info().name() + " trains nothing"));
            Split split = plan.data(stage).dataset().split("train");
            return new Opened(learner, open.memory(learner, rows, 1), new FirstOf(split, rows), open::close);
        });
    }

    /** The same on files that are written when it is opened, into the folder that the study is made for. */
    static Training ofFiles(String name, int batch, StudyPlanner planner, Function<Path, Study> study, String kind) {
        return new Training(
                name,
                batch,
                (context, rows, precision) -> ofStudy(name, batch, planner, study.apply(context.scratch(name)), kind)
                        .opening()
                        .open(context, rows, precision));
    }

    /** A learner that no component makes, on photos. */
    static Training ofLearner(String name, int batch, Function<StandaloneContext, Learner> maker) {
        return new Training(name, batch, (context, rows, precision) -> {
            StandaloneContext owner =
                    new StandaloneContext(NDManager.newBaseManager("PyTorch"), precision, new SplittableRandom(1));
            Learner learner = maker.apply(owner);
            StageMemory memory = StageMemory.of(learner, owner.manager().getManagedArrays(), rows, 1, precision);
            return new Opened(learner, memory, new FirstOf(context.photos(), rows), owner.manager()::close);
        });
    }

    Opened open(BenchContext context, Precision precision) {
        return opening.open(context, batch, precision);
    }
}
