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
import java.util.stream.IntStream;

/** The optimiser steps of a learner: gradients and update of every objective in turn, then the learner's own hook. */
final class Steps {
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
        List<Update> updates = learner.objectives().stream()
                .map(objective -> Update.of(objective, gradients, learner.recipe(), manager))
                .toList();
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
                new Accumulation(manager, stage, new PassTraces(state, manager), workers),
                LearningRate.of(learner.recipe(), stepsPerEpoch));
    }

    Learner learner() {
        return learner;
    }

    long total() {
        return learningRate.total();
    }

    /** Number of trained scalars, those that several objectives share counted once. */
    long parameters() {
        Map<NDArray, Long> sizes = new IdentityHashMap<>();
        learner.objectives().stream()
                .flatMap(objective -> objective.groups().stream())
                .flatMap(group -> group.parameters().values().stream())
                .forEach(parameter -> sizes.put(parameter, parameter.size()));
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Everything that the future of the training depends on, live. */
    Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("state", learner.state()));
        IntStream.range(0, updates.size())
                .forEach(i -> all.putAll(
                        Parameters.prefixed("optimizer." + i, updates.get(i).state())));
        return all;
    }

    /** Whether a worker computes all passes of a step by itself, as they build on each other. */
    boolean inOrder(long step) {
        return passState.inOrder(step);
    }

    /**
     * One step.
     *
     * @param batch whole, or this worker's share of it where passes are {@link #inOrder not in order}
     * @return figures of the step: losses, gradient norms, learning rate, a weight decay that moves, the objectives'
     *     own. The first objective's go by their plain names, those of further ones after the objective's name and a
     *     slash
     */
    Map<String, Double> run(Share batch) {
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
