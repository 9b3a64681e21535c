package io.peco4j.dsl.bundled;

import io.peco4j.api.train.Recipe;
import java.util.Map;
import java.util.TreeMap;

/**
 * How MoCo v3 trains a convolutional backbone; immutable.
 *
 * @param options its options, by the keys below {@code training}
 */
public record Contrast(Map<String, Object> options) {
    public Contrast {
        options = Map.copyOf(options);
    }

    /** Passes over the training split. */
    public Contrast epochs(int epochs) {
        return set("epochs", epochs);
    }

    /** Images per optimiser step; each is distinguished from the others. */
    public Contrast batch(int images) {
        return set("batch", images);
    }

    /** The optimiser and its peak learning rate, which is not scaled by the batch. */
    public Contrast optimizer(Recipe.Optimizer optimizer, double learningRate) {
        return set("optimizer", optimizer).set("learning-rate", learningRate);
    }

    /** Temperature: similarities are divided by it. */
    public Contrast temperature(double temperature) {
        return set("temperature", temperature);
    }

    /** Decay of the moving average that makes the second network, at the first step. */
    public Contrast momentum(double momentum) {
        return set("momentum", momentum);
    }

    /** Width of the hidden layers of the projector and the predictor, and of the compared vectors. */
    public Contrast head(int hidden, int dimension) {
        return set("hidden", hidden).set("dim", dimension);
    }

    /** Any option, by its key. */
    public Contrast set(String key, Object value) {
        Map<String, Object> more = new TreeMap<>(options);
        more.put(key, value);
        return new Contrast(more);
    }
}
