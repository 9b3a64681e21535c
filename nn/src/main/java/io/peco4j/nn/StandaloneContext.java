package io.peco4j.nn;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import java.util.random.RandomGenerator;

/**
 * A context for networks outside a study: tools, tests, programs of one's own.
 *
 * @param manager owns the parameters; the caller closes it
 * @param precision of matrix products
 * @param random of initialisation
 */
public record StandaloneContext(NDManager manager, Precision precision, RandomGenerator random)
        implements NetworkContext {

    /** @throws UnsupportedOperationException always: no plugins are loaded here */
    @Override
    public <T> T create(Component<T> component) {
        throw new UnsupportedOperationException("outside a study nothing makes " + component);
    }

    /** @throws UnsupportedOperationException always: no plugins are loaded here */
    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        throw new UnsupportedOperationException("outside a study nothing makes " + component);
    }

    /** @throws UnsupportedOperationException always: no plugins are loaded here */
    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        throw new UnsupportedOperationException("outside a study nothing makes " + component);
    }
}
