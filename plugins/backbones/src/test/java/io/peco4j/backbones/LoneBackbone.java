package io.peco4j.backbones;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A context without a runtime.
 *
 * @param encoder makes the encoder that a backbone asks for
 * @param framework makes the framework that trains it
 */
public record LoneBackbone(
        NDManager manager,
        RandomGenerator random,
        Function<LoneBackbone, VisionEncoder> encoder,
        Function<VisionEncoder, PretrainingFramework> framework)
        implements NetworkContext {

    /** A context of backbones that ask for nothing. */
    public static LoneBackbone in(NDManager manager) {
        return new LoneBackbone(
                manager,
                new Random(1),
                self -> {
                    throw new UnsupportedOperationException("no encoder");
                },
                given -> {
                    throw new UnsupportedOperationException("no framework");
                });
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    @SuppressWarnings("unchecked") // the only kind that is asked for
    public <T> T create(Component<T> component) {
        return (T) encoder.apply(this);
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder given) {
        return framework.apply(given);
    }
}
