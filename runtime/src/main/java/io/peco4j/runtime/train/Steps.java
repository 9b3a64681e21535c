package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.optim.GradientStack;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.WorkerLostException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The optimiser steps of a learner: gradients and update of every objective in turn, then the learner's own hook. */
final class Steps implements Stepping {
    /** Share of the peak below which a learning rate moves nothing to speak of. */
    private static final double NOTHING = 0.01;

    private final Learner learner;
    private final PassState passState;
    private final List<Update> updates;
    private final List<GradientSums> sums;
    private final Accumulation accumulation;
    private final LearningRate learningRate;
    private final DecaySchedule weightDecay;

    /** The last finite loss by objective, for the message about the first that is not. */
    private final Map<String, Double> lastLoss = new TreeMap<>();

    /** The highest rate of an update in this process. */
    private double applied;

    private Steps(
            Learner learner,
            PassState passState,
            List<Update> updates,
            List<GradientSums> sums,
            Accumulation accumulation,
            LearningRate learningRate) {
        this.learner = learner;
        this.passState = passState;
        this.updates = updates;
        this.sums = sums;
        this.accumulation = accumulation;
        this.learningRate = learningRate;
        this.weightDecay = new DecaySchedule(learner.recipe().decay(), learningRate.total());
    }

    /**
     * The steps of a learner.
     *
     * @param passes the most portions that a batch has
     * @param workers who compute them
     * @param manager owns the optimisers' state; whatever a step makes goes to managers below it
     */
    static Steps of(
            Learner learner, TrainingPlan plan, int stepsPerEpoch, int passes, Collective workers, NDManager manager) {
        Seed stage = new Seed(plan.stage().seed()).with(plan.stage().key());
        LearnerGradients gradients = LearnerGradients.of(learner);
        gradients.zero();
        List<Update> updates = updates(learner, gradients, manager);
        boolean several = passes > 1;
        PassState state = several ? learner.passState() : PassState.none();
        Optional<GradientStack> others = GradientSums.others(state, manager);
        return new Steps(
                learner,
                state,
                updates,
                updates.stream()
                        .map(update -> several
                                ? GradientSums.of(update.parameters(), others, manager)
                                : GradientSums.ofOnePass())
                        .toList(),
                new Accumulation(manager, stage, new PassTraces(state, manager), workers, 0),
                LearningRate.of(learner.recipe(), stepsPerEpoch));
    }

    private static List<Update> updates(Learner learner, LearnerGradients gradients, NDManager manager) {
        return learner.objectives().stream()
                .map(objective -> Update.of(objective, gradients, learner.recipe(), manager))
                .toList();
    }

    /**
     * The same, of a virtual worker.
     *
     * @param firstPass number of its first portion among those of all virtual workers
     */
    Steps from(int firstPass) {
        return new Steps(learner, passState, updates, sums, accumulation.from(firstPass), learningRate);
    }

    /**
     * The steps of a further virtual worker, which takes turns with this one in the same learner: its optimisers
     * have a state of their own.
     *
     * @param firstPass number of its first portion among those of all virtual workers
     * @param manager owns that state
     */
    Steps beside(int firstPass, NDManager manager) {
        return new Steps(
                learner,
                passState,
                updates(learner, LearnerGradients.of(learner), manager),
                sums,
                accumulation.from(firstPass),
                learningRate);
    }

    @Override
    public Learner learner() {
        return learner;
    }

    @Override
    public long total() {
        return learningRate.total();
    }

    @Override
    public long parameters() {
        Map<NDArray, Long> sizes = new IdentityHashMap<>();
        learner.objectives().stream()
                .flatMap(objective -> objective.groups().stream())
                .flatMap(group -> group.parameters().values().stream())
                .forEach(parameter -> sizes.put(parameter, parameter.size()));
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Map<String, NDArray> common() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("state", learner.state()));
        all.putAll(optimizers());
        return all;
    }

    /** The optimisers' state, live. */
    Map<String, NDArray> optimizers() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        IntStream.range(0, updates.size())
                .forEach(i -> all.putAll(
                        Parameters.prefixed("optimizer." + i, updates.get(i).state())));
        return all;
    }

    @Override
    public Position start(Workers workers, Function<Map<String, NDArray>, Position> checkpoint, Position beginning) {
        return workers.start(workers.writes() ? checkpoint.apply(common()) : beginning, common());
    }

    @Override
    public void save(Workers workers, Consumer<Map<String, NDArray>> write) {
        if (workers.writes()) {
            write.accept(common());
        }
    }

    @Override
    public boolean inOrder(long step) {
        return passState.inOrder(step);
    }

    @Override
    public void ended(long step) {}

    @Override
    public Map<String, Double> run(Share batch) {
        long step = batch.mine().number();
        double rate = learningRate.at(step);
        boolean inOrder = inOrder(step);
        Accumulation.At at = new Accumulation.At(step, total(), batch.mine().epoch());
        Map<String, Double> figures = new TreeMap<>();
        figures.put("learning-rate", rate);
        if (weightDecay.moves()) {
            figures.put("weight-decay", weightDecay.at(step));
        }
        for (int i = 0; i < updates.size(); i++) {
            Objective objective = learner.objectives().get(i);
            String prefix = i == 0 ? "" : objective.name() + "/";
            objective(i, batch, inOrder, at, rate).forEach((name, figure) -> figures.put(prefix + name, figure));
        }
        afterStep(at);
        return figures;
    }

    private Map<String, Double> objective(int number, Share batch, boolean inOrder, Accumulation.At at, double rate) {
        Objective objective = learner.objectives().get(number);
        Update update = updates.get(number);
        try {
            Map<String, Double> figures = inOrder
                    ? accumulation.inOrder(objective, sums.get(number), batch, at)
                    : accumulation.apart(objective, sums.get(number), batch, at);
            finite("loss", objective, figures.getOrDefault(Accumulation.LOSS, Double.NaN), at, rate);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                double norm = update.clipped(at.epoch());
                finite("norm of the gradient", objective, norm, at, rate);
                update.apply(rate, weightDecay.at(at.step()), at.epoch());
                applied = Math.max(applied, rate);
                figures.put("gradient-norm", norm);
            }
            lastLoss.put(objective.name(), figures.getOrDefault(Accumulation.LOSS, Double.NaN));
            return figures;
        } catch (TrainingFailedException | WorkerLostException e) {
            throw e;
        } catch (Throwable e) {
            throw new TrainingFailedException(
                    "PECO-521 the objective '" + objective.name() + "' failed at " + place(at) + ": " + Causes.line(e),
                    e);
        }
    }

    private void afterStep(Accumulation.At at) {
        Seed seed = accumulation.stage().with(at.step()).with("after");
        JniUtils.setSeed(seed.value());
        GradientMode.turnOff();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            learner.afterStep(new Step(at.step(), at.total(), at.epoch(), seed.generator()));
        } catch (Throwable e) {
            throw new TrainingFailedException(
                    "PECO-521 the learner failed after " + place(at) + ": " + Causes.line(e), e);
        }
    }

    private void finite(String what, Objective objective, double value, Accumulation.At at, double rate) {
        if (!Double.isFinite(value)) {
            Double last = lastLoss.get(objective.name());
            throw new TrainingFailedException(
                    "PECO-520 the " + what + " of the objective '" + objective.name() + "' is "
                            + value + " at " + place(at) + ", learning rate " + rate + ", last finite loss "
                            + (last == null ? "none in this run" : last) + ". " + advice(at));
        }
    }

    /** A learning rate can be too high only if it has moved something. */
    private String advice(Accumulation.At at) {
        double highest = Math.max(applied, learningRate.highestBefore(at.step()));
        if (highest <= NOTHING * learningRate.schedule().learningRate()) {
            return "The weights have hardly moved by then, so no learning-rate helps. Look at what goes in: pictures,"
                    + " labels, weights from files; try precision = float32; and see what ./peco4j doctor says";
        }
        return "A lower learning-rate, a longer warm-up or a smaller clip may help";
    }

    private static String place(Accumulation.At at) {
        return "step " + at.step() + " of " + at.total() + ", epoch " + at.epoch();
    }
}
