package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.runtime.train.DecaySchedule;
import io.peco4j.runtime.train.LearningRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * A learner's training over given batches, with the schedules of its recipe and AdamW. A case says how many passes an
 * epoch has ({@code niter}), and how many epochs ran ({@code run_epochs}).
 */
final class ReferenceLoop implements AutoCloseable {
    private final ParityCase reference;
    private final Objective objective;
    private final Recipe recipe;
    private final int passes;
    private final LearningRate rate;
    private final DecaySchedule decay;
    private final ClipNorm clipping;
    private final AdamW optimizer;

    /** @param passes of a step, whose rate is that of the first of them */
    ReferenceLoop(ParityCase reference, Learner learner, int passes) {
        this.reference = reference;
        this.objective = learner.objectives().get(0);
        this.recipe = learner.recipe();
        this.passes = passes;
        this.rate = LearningRate.of(recipe, perEpoch());
        this.decay = new DecaySchedule(recipe.decay(), rate.total());
        this.clipping = new ClipNorm(objective.groups());
        this.optimizer = new AdamW(
                reference.manager(),
                objective.groups(),
                new AdamW.Settings(recipe.update().beta1(), recipe.update().beta2(), 1e-8, 0));
    }

    /** Passes of an epoch. */
    int perEpoch() {
        return reference.arguments().integer("niter");
    }

    LearningRate rate() {
        return rate;
    }

    DecaySchedule decay() {
        return decay;
    }

    /**
     * What was measured.
     *
     * @param passes one loss each, with its metrics
     * @param steps the length of each one's gradient, before it was clipped
     * @param perEpoch passes of an epoch
     */
    record Curves(NDManager manager, List<Loss> passes, List<Float> steps, int perEpoch) {
        NDArray losses() {
            return numbers(passes.stream().map(loss -> loss.value().getFloat()).toList());
        }

        NDArray metric(String name) {
            return numbers(passes.stream()
                    .map(loss ->
                            Objects.requireNonNull(loss.metrics().get(name)).getFloat())
                    .toList());
        }

        NDArray norms() {
            return numbers(steps);
        }

        /** Of each epoch. */
        NDArray means(NDArray all) {
            return all.reshape(-1, perEpoch).mean(new int[] {1});
        }

        private NDArray numbers(List<Float> values) {
            float[] numbers = new float[values.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = values.get(i);
            }
            return manager.create(numbers);
        }
    }

    /** @param fields of the batch of each pass, from 0 */
    Curves run(IntFunction<Map<String, NDArray>> fields) {
        int total = reference.arguments().integer("run_epochs") * perEpoch();
        List<Loss> losses = new ArrayList<>();
        List<Float> norms = new ArrayList<>();
        for (int pass = 0; pass < total; pass++) {
            losses.add(pass(fields.apply(pass), pass));
            if ((pass + 1) % passes == 0) {
                double bound = recipe.clipping().clip().orElse(Double.POSITIVE_INFINITY);
                norms.add(clipping.clip(reference.manager(), bound).getFloat());
                int first = pass + 1 - passes;
                optimizer.step(rate.at(first), decay.at(first));
            }
        }
        return new Curves(reference.manager(), losses, norms, perEpoch());
    }

    private Loss pass(Map<String, NDArray> fields, int pass) {
        Step step = new Step(pass / passes, rate.total(), pass / perEpoch(), new SplittableRandom(pass));
        return GradientMode.on(() -> {
            Loss loss = objective.loss(new Fields(reference.manager(), fields), step);
            NDArray share = Affine.scaled(loss.value(), 1.0 / passes);
            JniUtils.backward((PtNDArray) share, (PtNDArray) reference.manager().create(1f), false, false);
            return loss;
        });
    }

    @Override
    public void close() {
        optimizer.close();
    }

    private record Fields(NDManager manager, Map<String, NDArray> arrays) implements Batch {
        @Override
        public int size() {
            return Math.toIntExact(arrays.values().iterator().next().getShape().get(0));
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(arrays.get(name), name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
