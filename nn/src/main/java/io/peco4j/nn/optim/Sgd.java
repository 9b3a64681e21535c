package io.peco4j.nn.optim;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import java.util.List;
import java.util.Locale;

/**
 * Gradient descent with momentum: {@code b = momentum b + g} with g the gradient plus {@code decay p}, then
 * {@code p -= rate b}, or {@code p -= rate (g + momentum b)} in Nesterov's form (Sutskever et al. 2013).
 *
 * <p>Its state is {@code momentum_buffer.NAME} of each parameter; without momentum it has none.
 */
public final class Sgd extends Optimizer {

    /**
     * The constants of a run.
     *
     * @param momentum in [0, 1)
     * @param nesterov whether a step looks ahead along the momentum
     * @param weightDecay applies to groups that ask for it
     */
    public record Settings(double momentum, boolean nesterov, double weightDecay) {
        private UpdateRule rule() {
            if (momentum == 0) {
                String plain = """
                        torch._foreach_add_(g, w, alpha=decay)
                        torch._foreach_add_(w, g, alpha=torch.neg(rate))
                        """;
                return new UpdateRule("sgd", weightDecay, List.of(), weights -> plain);
            }
            String body = String.format(Locale.ROOT, """
                    torch._fused_sgd_(w, g, b, weight_decay=decay, momentum=%.17g, lr=rate, dampening=0.0, \
                    nesterov=%s, maximize=False, is_first_step=False)
                    """, momentum, nesterov ? "True" : "False");
            return new UpdateRule(
                    "sgd", weightDecay, List.of(new UpdateRule.Buffer("b", "momentum_buffer", false)), weights -> body);
        }
    }

    /**
     * An optimiser whose momentum starts at zero. Not to be made within an NDScope, which would close it.
     *
     * @param parent its manager closes the buffers at the latest; {@link #close} does so earlier
     * @param groups of float32 parameters that need gradients
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public Sgd(NDManager parent, List<ParameterGroup> groups, Settings settings) {
        super(parent, groups, settings.rule());
    }
}
