package io.peco4j.runtime.cli;

import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.MatmulPeak;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.ProblemReport;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.source.StudySource;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A study, planned, with all that running it takes.
 *
 * @param registry that its components come from
 * @param engine started
 * @param plan the stages
 * @param store where they are kept
 * @param folder of this study's runs
 * @param contents of files, held until the estimate is made
 */
record StudySession(
        Registry registry, EngineSession engine, Plan plan, ArtifactStore store, Path folder, ContentIndex contents) {
    private static final String STORE = "store";
    private static final String CONTENTS = "contents.index";

    /**
     * Reads and plans a study. Nothing is written but the index of the contents of files, beside the store, and not
     * even that if the study is refused at once.
     *
     * @param spec of the command, whose standard error shows remarks on the study's text and how reading large data
     *     proceeds
     * @throws io.peco4j.api.problem.InvalidInputException with everything that is wrong with it
     */
    static StudySession open(StudyOptions options, Registry registry, CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        List<Problem> remarks = new ArrayList<>();
        Study written = StudySource.load(options.study(), options.preset(), registry.classes(), remarks::add)
                .with(options.overrides());
        Study study = options.seeds().map(written::withSeeds).orElse(written);
        if (!remarks.isEmpty()) {
            err.print("Warning:\n\n" + ProblemReport.list(remarks) + "\n");
            err.flush();
        }
        return of(study, options.out(), options.trust(), registry, EngineSession.start(options.threads()), err);
    }

    /**
     * Plans a study that was read, as {@link #open} does.
     *
     * @param out folder of results
     * @param engine with the number of threads that all stages have
     * @param err shows how reading large data proceeds
     */
    static StudySession of(
            Study study, Path out, ContentIndex.Trust trust, Registry registry, EngineSession engine, PrintWriter err) {
        Precision precision = Processor.detect().precision(study.precision());
        ContentIndex contents =
                ContentIndex.in(out.resolve(CONTENTS), trust, RunListeners.reading(err), InstantSource.system());
        contents.hold();
        Plan plan = new Planner(registry, Host.of(engine, contents), contents).plan(study, precision);
        return new StudySession(
                registry,
                engine,
                plan,
                new ArtifactStore(out.resolve(STORE), contents),
                out.resolve(study.name()),
                contents);
    }

    /**
     * Plans a study that ran before, under the conditions of then; its data are trusted as {@code run} does.
     *
     * @param spec of the command, whose standard error shows how reading large data proceeds
     */
    static StudySession again(Study study, Path out, Registry registry, int threads, CommandSpec spec) {
        return of(
                study,
                out,
                ContentIndex.Trust.REMEMBERED,
                registry,
                EngineSession.start(threads),
                spec.commandLine().getErr());
    }

    /** The folder of results, which has the store and the folders of all runs in it. */
    Path out() {
        return Objects.requireNonNull(folder.getParent());
    }

    /** What the plan will cost; makes every component that is still to be trained, and remembers what files contain. */
    Estimate estimate() {
        Provenance now = Provenances.of(plan, engine, Clock.systemUTC());
        Estimate estimate = new Estimate(plan, store, now::sameConditions, () -> MatmulPeak.measure(plan.precision()));
        contents.release();
        return estimate;
    }

    /** The store beside a run's folder. */
    static ArtifactStore storeOf(Path run) {
        return new ArtifactStore(run.toAbsolutePath().resolveSibling(STORE));
    }
}
