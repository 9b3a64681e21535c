package io.peco4j.runtime.run;

import io.peco4j.api.component.Component;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.event.Forecast;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * What each stage of a plan costs and how long it will take here.
 *
 * <p>Time is floating-point operations over speed. The speed is that of a finished stage of the same component where
 * there is one, scoring included: one of the plan, or the largest training that another study has left in the store,
 * made under the same conditions. Otherwise it is a share of the matrix-product peak that small networks typically
 * reach. What trains nothing takes as long as a finished stage of the plan whose component is the same and trained
 * nothing either, and what was done with another seed as long as it took then.
 */
public final class Estimate {
    /**
     * A guess, which finished stages replace: on two cores, transformers and tokenizers of the bundled studies reach
     * 0.6 of the peak and more, a small ResNet 0.2.
     */
    private static final double TYPICAL_SHARE = 0.5;

    /** Making components, scoring and storing take time whatever the training takes. */
    private static final double SECONDS_PER_STAGE = 2;

    private final Map<Stage, Line> lines = new LinkedHashMap<>();
    private final Map<Stage, Throwable> failures = new LinkedHashMap<>();

    /**
     * Costs a plan; makes the components of every unfinished stage for it, untrained.
     *
     * @param here whether stages of other studies that were so made tell how fast stages of this plan will be
     * @param peak floating-point operations a second of a matrix product here; asked only if it is needed
     * @throws InvalidInputException with all that components refuse of their options, their files or the data
     */
    public Estimate(Plan plan, ArtifactStore store, Predicate<Provenance> here, DoubleSupplier peak) {
        Map<Worked, StageRecord> finished = new HashMap<>();
        Map<Alike, StageRecord> otherSeeds = new HashMap<>();
        for (Stage stage : plan.stages()) {
            Optional<StageRecord> record = store.record(stage.key());
            if (record.isPresent()) {
                StageRecord done = record.get();
                lines.put(stage, new Line(StageCost.of(done), 0));
                finished.put(Worked.in(stage.info(), done.flops() > 0), done);
                otherSeeds.put(Alike.of(stage), done);
            }
        }
        OtherStudies others = new OtherStudies(store::history, here);
        DoubleSupplier measured = new Once(peak);
        Map<Stage, StageCost> costs = costs(plan);
        for (Stage stage : plan.stages()) {
            StageCost cost = costs.get(stage);
            if (cost != null) {
                StageRecord same = otherSeeds.get(Alike.of(stage));
                double seconds = same != null
                        ? same.seconds()
                        : Optional.ofNullable(finished.get(Worked.in(stage.info(), cost.flops() > 0)))
                                .or(() -> cost.flops() > 0 ? others.largest(stage.info()) : Optional.empty())
                                .map(like -> seconds(cost, like))
                                .orElseGet(() -> seconds(cost, measured));
                lines.put(stage, new Line(cost, seconds));
            }
        }
    }

    private static double seconds(StageCost cost, DoubleSupplier peak) {
        double flops = cost.flops() + cost.scoringFlops();
        return SECONDS_PER_STAGE + (flops > 0 ? flops / (TYPICAL_SHARE * peak.getAsDouble()) : 0);
    }

    /** Of a stage whose component has worked here before. */
    private static double seconds(StageCost cost, StageRecord like) {
        return like.flops() > 0 ? SECONDS_PER_STAGE + cost.flops() * like.seconds() / like.flops() : like.seconds();
    }

    /** What stages of a plan have in common that differ in their seeds alone. */
    private record Alike(
            String kind, String name, String data, Component<?> component, Optional<Component<?>> encoder) {
        static Alike of(Stage stage) {
            return new Alike(
                    stage.info().kind(),
                    stage.info().name(),
                    stage.data(),
                    stage.component().component(),
                    Optional.ofNullable(stage.encoder()).map(Resolved::component));
        }
    }

    /**
     * Of every unfinished stage; those that differ in their seeds alone cost the same. One that builds on a refused one
     * would only be refused for the same reason.
     */
    private Map<Stage, StageCost> costs(Plan plan) {
        Map<Stage, StageCost> costs = new LinkedHashMap<>();
        Map<Alike, StageCost> ofAnySeed = new HashMap<>();
        Set<Stage> refused = new HashSet<>();
        Set<Problem> problems = new LinkedHashSet<>();
        EncoderFit fit = new EncoderFit(plan);
        for (Stage stage : plan.stages()) {
            if (!lines.containsKey(stage) && Collections.disjoint(refused, stage.parents())) {
                try {
                    costs.put(stage, ofAnySeed.computeIfAbsent(Alike.of(stage), first -> {
                        fit.check(stage);
                        return StageCost.of(stage, plan);
                    }));
                } catch (InvalidInputException e) {
                    refused.add(stage);
                    e.problems().forEach(problem -> problems.add(located(problem, stage.info())));
                } catch (RuntimeException | Error e) {
                    refused.add(stage);
                    failures.put(stage, e);
                    costs.put(stage, StageCost.NOTHING);
                }
            } else if (!lines.containsKey(stage)) {
                refused.add(stage);
                costs.put(stage, StageCost.NOTHING);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
        return costs;
    }

    /** A component does not know what the study calls it: {@code tokenizer.pixel}, {@code task.linear-probe}. */
    private static Problem located(Problem problem, StageInfo stage) {
        String last = stage.name().substring(stage.name().lastIndexOf('/') + 1).strip();
        return problem.place().isPresent() ? problem : problem.at(stage.kind() + "." + last);
    }

    /**
     * What the components of stages throw when they are made or asked, other than that an input is wrong: those stages,
     * and all that build on them, are taken to cost nothing. In a run they fail, and others do not.
     */
    public Map<Stage, Throwable> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /** What a stage of the plan costs. */
    public StageCost cost(Stage stage) {
        return line(stage).cost();
    }

    /** How long a stage of the plan will take; zero if it is finished. */
    public Duration duration(Stage stage) {
        return duration(line(stage).seconds());
    }

    /** How long all that is unfinished will take. */
    public Duration total() {
        return total(1);
    }

    /**
     * How long it will take where several stages run at once, each as fast as one alone: no less than the longest chain
     * of stages that build on each other.
     */
    public Duration total(int atOnce) {
        Map<Stage, Double> ends = new HashMap<>();
        double longest = 0;
        for (Stage stage : lines.keySet()) {
            double begin = stage.parents().stream()
                    .mapToDouble(parent -> ends.getOrDefault(parent, 0.0))
                    .max()
                    .orElse(0);
            double end = begin + line(stage).seconds();
            ends.put(stage, end);
            longest = Math.max(longest, end);
        }
        double work = lines.values().stream().mapToDouble(Line::seconds).sum();
        return duration(Math.max(longest, work / atOnce));
    }

    /** The same of each stage, and of all of them where several run at once. */
    public Forecast forecast(int atOnce) {
        Map<String, Double> seconds = new HashMap<>();
        lines.forEach((stage, line) -> seconds.put(stage.key(), line.seconds()));
        return new Forecast(total(atOnce), seconds);
    }

    private Line line(Stage stage) {
        return Objects.requireNonNull(lines.get(stage), () -> "not in the plan: " + stage.info());
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private record Line(StageCost cost, double seconds) {}

    /** What takes a while to find out. */
    private static final class Once implements DoubleSupplier {
        private final DoubleSupplier source;
        private double value = Double.NaN;

        Once(DoubleSupplier source) {
            this.source = source;
        }

        @Override
        public double getAsDouble() {
            if (Double.isNaN(value)) {
                value = source.getAsDouble();
            }
            return value;
        }
    }
}
