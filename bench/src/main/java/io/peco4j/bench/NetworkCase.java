package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.optim.AdamW;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One network by itself: a forward pass, or forward, backward and update, on random input.
 *
 * @param network its name
 * @param input shape of a batch
 * @param training whether gradients and an update belong to what is timed
 * @param maker makes it with fresh weights
 */
record NetworkCase(
        String network,
        Shape input,
        boolean training,
        Precision precision,
        Function<NetworkContext, TimedNetwork> maker)
        implements BenchCase {
    private static final int WARMUP = 1;
    private static final int PASSES = 3;
    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.999, 1e-8, 0.05);
    private static final double RATE = 1e-5;

    @Override
    public String name() {
        String what = training ? "-training-" : "-forward-";
        return "nn-" + network + what + precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public BenchResult run(BenchContext context) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            TimedNetwork subject = maker.apply(new StandaloneContext(manager, precision, new SplittableRandom(1)));
            NDArray batch = manager.randomUniform(0, 1, input);
            ParameterGroup group = new ParameterGroup("all", training ? subject.trainable() : Map.of(), 1, true);
            try (AdamW optimiser = new AdamW(manager, List.of(group), SETTINGS)) {
                double[] seconds = IntStream.range(0, WARMUP + PASSES)
                        .mapToDouble(pass -> time(subject, batch, optimiser))
                        .skip(WARMUP)
                        .sorted()
                        .toArray();
                double flops = subject.flops(input) * (training ? 3 : 1) / seconds[0];
                return new BenchResult(
                        name(),
                        input.get(0) / seconds[0],
                        flops,
                        flops / context.peak(precision),
                        Map.of("median-seconds", seconds[seconds.length / 2]));
            }
        }
    }

    private double time(TimedNetwork subject, NDArray batch, AdamW optimiser) {
        long start = System.nanoTime();
        try (NDManager step = batch.getManager().newSubManager()) {
            NDArray input = batch.duplicate();
            input.attach(step);
            if (training) {
                GradientMode.on(() -> {
                    NDArray result = subject.pass(input, true);
                    NDArray cotangent = step.full(result.getShape(), 1e-3f, DataType.FLOAT32);
                    JniUtils.backward((PtNDArray) result, (PtNDArray) cotangent, false, false);
                });
                optimiser.step(RATE);
            } else {
                // Reads one number: nothing may still be under way.
                GradientMode.off(() -> subject.pass(input, false).flatten().getFloat(0));
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
