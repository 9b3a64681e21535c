package io.peco4j.bench.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.OptimizerSettings;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.runtime.data.Portion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Trains a peer: forward pass, loss, figures, backward pass, clipping and AdamW, as the trainer does it.
 *
 * <p>Its weights start as copies of ours. Clipping and AdamW are ours, each one fused call, which the eager original
 * has at best; its inputs are on the device already. One thread at a time.
 */
public final class Peer implements AutoCloseable {
    private static final double EPSILON = 1e-8;

    private final NDManager manager;
    private final Kernel kernel;
    private final NDArray[] arguments;
    private final ClipNorm clip;
    private final double bound;
    private final AdamW optimizer;
    private final double rate;

    /**
     * A peer that has made no step.
     *
     * @param ours whose weights are copied
     * @param recipe of both: AdamW at a constant rate
     * @param rows what every step sees
     */
    public Peer(PeerNetwork network, Learner ours, Recipe recipe, Portion rows) {
        this.manager = NDManager.newBaseManager("PyTorch");
        this.kernel = Kernel.compile("peer", network.text());
        List<NDArray> all =
                new ArrayList<>(GradientMode.off(() -> network.inputs().apply(rows.on(manager))));
        Map<String, NDArray> weights = new LinkedHashMap<>();
        network.weights().forEach(name -> weights.put(name, copy(ours, name)));
        all.addAll(weights.values());
        this.arguments = all.toArray(NDArray[]::new);
        List<ParameterGroup> groups = ours.objectives().get(0).groups().stream()
                .map(group -> group.with(copies(group, weights)))
                .toList();
        this.clip = new ClipNorm(groups);
        this.bound = recipe.clipping().clip().orElse(Double.POSITIVE_INFINITY);
        OptimizerSettings settings = recipe.update();
        this.optimizer = new AdamW(
                manager,
                groups,
                new AdamW.Settings(
                        settings.beta1(),
                        settings.beta2(),
                        EPSILON,
                        recipe.decay().weightDecay()));
        this.rate = recipe.rate().learningRate();
    }

    private NDArray copy(Learner ours, String name) {
        NDArray weight = Objects.requireNonNull(ours.state().get(name));
        NDArray copy = GradientMode.off(weight::duplicate);
        copy.attach(manager);
        return copy;
    }

    private static Map<String, NDArray> copies(ParameterGroup group, Map<String, NDArray> weights) {
        Map<String, NDArray> copies = new TreeMap<>();
        group.parameters().keySet().forEach(name -> copies.put(name, trained(weights, name)));
        return copies;
    }

    private static NDArray trained(Map<String, NDArray> weights, String name) {
        NDArray weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("the peer does not use the weight " + name);
        }
        weight.setRequiresGradient(true);
        return weight;
    }

    /** One step; its loss, before the update. */
    public double step() {
        List<Float> figures = new ArrayList<>();
        try (NDManager pass = manager.newSubManager()) {
            GradientMode.on(() -> {
                try (NDList results = kernel.call(arguments)) {
                    results.forEach(result -> figures.add(result.toFloatArray()[0]));
                    NDArray one = pass.ones(results.get(0).getShape(), DataType.FLOAT32);
                    JniUtils.backward((PtNDArray) results.get(0), (PtNDArray) one, false, false);
                }
            });
            try (NDArray norm = clip.clip(pass, bound)) {
                figures.add(norm.toFloatArray()[0]);
            }
        }
        optimizer.step(rate);
        return figures.get(0);
    }

    @Override
    public void close() {
        manager.close();
    }
}
