package io.peco4j.nn.optim;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import java.util.List;
import java.util.Locale;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2014; Loshchilov and Hutter 2017): {@code p *= 1 - rate decay}, then
 * {@code p -= rate m' / (sqrt(v') + epsilon)} with the bias-corrected moments m' and v'.
 *
 * <p>Its state is the moments {@code exp_avg.NAME} and {@code exp_avg_sq.NAME} and the count {@code step.NAME} of each
 * parameter.
 */
public final class AdamW extends Optimizer {

    /**
     * The constants of a run.
     *
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment; 1e-8 as a rule
     * @param weightDecay applies to groups that ask for it
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {

        /** The step that a fused operator takes. */
        UpdateRule rule(String operator) {
            String body = String.format(Locale.ROOT, """
                    torch._foreach_add_(s, 1.0)
                    torch.%s(w, g, m, v, annotate(List[Tensor], []), s, lr=rate, beta1=%.17g, beta2=%.17g, \
                    weight_decay=decay, eps=%.17g, amsgrad=False, maximize=False)
                    """, operator, beta1, beta2, epsilon);
            return new UpdateRule(
                    "adam",
                    weightDecay,
                    List.of(
                            new UpdateRule.Buffer("m", "exp_avg", false),
                            new UpdateRule.Buffer("v", "exp_avg_sq", false),
                            new UpdateRule.Buffer("s", "step", true)),
                    weights -> body);
        }
    }

    /**
     * An optimiser whose moments start at zero. Not to be made within an NDScope, which would close them.
     *
     * @param parent its manager closes the moments at the latest; {@link #close} does so earlier
     * @param groups of float32 parameters that need gradients
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public AdamW(NDManager parent, List<ParameterGroup> groups, Settings settings) {
        super(parent, groups, settings.rule("_fused_adamw_"));
    }
}
