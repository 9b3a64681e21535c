package io.peco4j.runtime.cli;

import io.peco4j.api.dsl.Study;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.MatmulPeak;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.ProblemReport;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.source.StudySource;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A study, planned, with all that running it takes.
 *
 * @param registry that its components come from
 * @param engine started
 * @param plan the stages
 * @param store where they are kept
 * @param folder of this study's runs
 */
record StudySession(Registry registry, EngineSession engine, Plan plan, ArtifactStore store, Path folder) {
    private static final String STORE = "store";

    /**
     * Reads and plans a study; no file is written.
     *
     * @param err where remarks on the study's text go
     * @throws io.peco4j.api.problem.InvalidInputException with everything that is wrong with it
     */
    static StudySession open(StudyOptions options, Registry registry, PrintWriter err) {
        List<Problem> remarks = new ArrayList<>();
        Study study = StudySource.load(options.study(), options.preset(), remarks::add)
                .with(options.overrides());
        if (!remarks.isEmpty()) {
            err.print("Warning:\n\n" + ProblemReport.list(remarks) + "\n");
            err.flush();
        }
        EngineSession engine = EngineSession.start();
        Precision precision = Processor.detect().precision(study.precision());
        Plan plan = new Planner(registry).plan(study, precision);
        return new StudySession(
                registry,
                engine,
                plan,
                new ArtifactStore(options.out().resolve(STORE)),
                options.out().resolve(study.name()));
    }

    /** What the plan will cost; makes every component that is still to be trained. */
    Estimate estimate() {
        return new Estimate(plan, store, () -> MatmulPeak.measure(plan.precision()));
    }

    /** The store beside a run's folder. */
    static ArtifactStore storeOf(Path run) {
        return new ArtifactStore(run.toAbsolutePath().resolveSibling(STORE));
    }
}
