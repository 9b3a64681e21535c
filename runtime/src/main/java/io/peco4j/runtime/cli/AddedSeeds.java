package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.live.RunView;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import io.peco4j.runtime.record.StudyHash;
import io.peco4j.runtime.report.Looks;
import io.peco4j.runtime.report.SpreadRule;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.text.Figures;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a study with more and more seeds, until a difference of a given size would show or the time is up. Every look
 * leaves a whole run: its record, which says how it was stopped, and its report.
 */
final class AddedSeeds {
    private final StudySession first;
    private final ContentIndex.Trust trust;
    private final Goal goal;
    private final Clock clock;
    private final CommandSpec spec;
    private final Instant started;

    /**
     * When to stop.
     *
     * @param until the difference that is to show, greater than 0
     * @param budget time for all seeds together; zero if it is not limited
     */
    record Goal(double until, Duration budget) {}

    /**
     * Seeds from those of a study on.
     *
     * @param session the study, planned; begins with {@value Looks#FEWEST_SEEDS} seeds if it has fewer
     * @throws InvalidInputException PECO-612 if it has more than one may look at, or nothing to compare
     */
    AddedSeeds(StudySession session, ContentIndex.Trust trust, Goal goal, Clock clock, CommandSpec spec) {
        this.first = session;
        this.trust = trust;
        this.goal = goal;
        this.clock = clock;
        this.spec = spec;
        this.started = clock.instant();
        if (seeds(session) > Looks.MOST_SEEDS) {
            throw refused(
                    "the study has " + seeds(session) + " seeds, and --until adds them up to " + Looks.MOST_SEEDS);
        }
        if (!session.plan().compares()) {
            throw refused("the study compares nothing, so that no difference can show");
        }
    }

    /**
     * Runs until it stops.
     *
     * @param onlooker hears of the run of a session
     * @param place where its stages run
     * @return the exit code
     */
    int run(BiFunction<StudySession, UnaryOperator<RunRecord>, RunView> onlooker, StagePlace place) {
        Look look = new Look(seeds(first) < Looks.FEWEST_SEEDS ? with(first, Looks.FEWEST_SEEDS) : first, place);
        UnaryOperator<RunRecord> whole = UnaryOperator.identity();
        int begin = Math.min(look.seeds(), earlierFirst());
        if (look.endsTooLate()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("The " + look.seeds() + " seeds of the first look take " + Figures.about(look.time())
                    + ", longer than --budget allows; they run all the same.");
            err.flush();
        }
        while (true) {
            Look now = look;
            UnaryOperator<RunRecord> since = whole;
            Stopping open = stopping(now, begin, 0, Reason.GOES_ON);
            RunView view = onlooker.apply(now.session, run -> since.apply(run).with(open));
            StudyExecution execution =
                    new StudyExecution(now.session, clock, run -> looked(since.apply(run), now, begin), view);
            StudyExecution.Outcome outcome = place.run(execution, now.estimate, spec);
            RunRecord before = outcome.run();
            if (before.stopping().get(0).reason() != Reason.GOES_ON) {
                return outcome.exitCode();
            }
            whole = run -> run.continuing(before);
            look = now.next();
        }
    }

    /** The first look of an earlier run of the study in the folder, which was one at the same spreads. */
    private int earlierFirst() {
        return RunFolder.earlier(first.folder())
                .flatMap(run -> EarlierRule.of(run, first.plan().study()))
                .map(Stopping::first)
                .orElse(Integer.MAX_VALUE);
    }

    private RunRecord looked(RunRecord run, Look look, int begin) {
        RunRecord open = run.with(stopping(look, begin, look.seeds(), Reason.GOES_ON));
        // First as it is for sure: planning the next seed takes time, and data may have gone.
        Records.write(RunFolder.recordOf(look.session.folder()), open);
        return run.with(stopping(look, begin, look.seeds(), reason(open, look)));
    }

    private Stopping stopping(Look look, int begin, int seeds, Reason reason) {
        return new Stopping(
                goal.until(),
                goal.budget().toMillis() / 1000.0,
                begin,
                reason,
                seeds,
                StudyHash.of(look.session.plan().study()));
    }

    private Reason reason(RunRecord run, Look look) {
        OptionalDouble smallest = SpreadRule.smallest(run);
        if (!run.failures().isEmpty() || smallest.isEmpty()) {
            return Reason.FAILED;
        }
        if (smallest.getAsDouble() <= goal.until()) {
            return Reason.WOULD_SHOW;
        }
        if (look.seeds() >= Looks.MOST_SEEDS) {
            return Reason.MOST_SEEDS;
        }
        return goal.budget().isZero() || !look.next().endsTooLate() ? Reason.GOES_ON : Reason.OUT_OF_TIME;
    }

    /** A number of seeds, planned. */
    private final class Look {
        private final StudySession session;
        private final StagePlace place;
        private final Estimate estimate;
        private @Nullable Look next;

        Look(StudySession session, StagePlace place) {
            this.session = session;
            this.place = place;
            this.estimate = session.estimate();
        }

        int seeds() {
            return AddedSeeds.seeds(session);
        }

        /** How long what is not finished of it will take. */
        Duration time() {
            return place.time(estimate);
        }

        /** Whether it would end after the budget if it began now. */
        boolean endsTooLate() {
            Duration passed = Duration.between(started, clock.instant());
            return !goal.budget().isZero() && passed.plus(time()).compareTo(goal.budget()) > 0;
        }

        /** The one with another seed. */
        Look next() {
            Look planned = next;
            if (planned == null) {
                planned = new Look(with(session, seeds() + 1), place);
                next = planned;
            }
            return planned;
        }
    }

    private StudySession with(StudySession session, int count) {
        return StudySession.of(
                session.plan().study().withSeeds(count),
                session.out(),
                trust,
                session.registry(),
                session.engine(),
                spec.commandLine().getErr());
    }

    private static int seeds(StudySession session) {
        return session.plan().study().seeds().size();
    }

    private static InvalidInputException refused(String what) {
        return new InvalidInputException(
                new Problem("PECO-612", what, "--until", "leave --until away, or change the study"));
    }
}
