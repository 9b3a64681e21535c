package io.peco4j.nn.optim;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import java.util.List;

/**
 * Adam (Kingma and Ba 2014). Weight decay is the gradient of an L2 penalty, {@code decay p}, and goes through the
 * moments; without weight decay this is {@link AdamW}, whose state it has.
 */
public final class Adam extends Optimizer {
    /**
     * An optimiser whose moments start at zero. Not to be made within an NDScope, which would close them.
     *
     * @param parent its manager closes the moments at the latest; {@link #close} does so earlier
     * @param groups of float32 parameters that need gradients
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public Adam(NDManager parent, List<ParameterGroup> groups, AdamW.Settings settings) {
        super(parent, groups, settings.rule("_fused_adam_"));
    }
}
