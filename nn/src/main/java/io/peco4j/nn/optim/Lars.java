package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gradient descent with a rate per layer (You, Gitman and Ginsburg 2017), as MoCo v3 trains convolutional networks: the
 * gradient g plus {@code decay p} is scaled by {@code trust |p| / |g + decay p|}, then {@code b = momentum b + g'} and
 * {@code p -= rate b}.
 *
 * <p>Vectors and scalars (biases, norms) are neither decayed nor scaled; where one of the two lengths is 0 the factor
 * is 1. Its state is {@code mu.NAME} of each parameter.
 */
public final class Lars extends Optimizer {

    /**
     * The constants of a run.
     *
     * @param momentum in [0, 1)
     * @param trust how much of its own length a parameter moves at a rate of 1; 0.001 as a rule
     * @param weightDecay applies to matrices and larger tensors of groups that ask for it
     */
    public record Settings(double momentum, double trust, double weightDecay) {}

    /**
     * An optimiser whose momentum starts at zero. Not to be made within an NDScope, which would close it.
     *
     * @param parent its manager closes the buffers at the latest; {@link #close} does so earlier
     * @param groups of float32 parameters that need gradients
     * @throws IllegalArgumentException if two parameters have the same name
     */
    public Lars(NDManager parent, List<ParameterGroup> groups, Settings settings) {
        super(
                parent,
                groups,
                new UpdateRule(
                        "lars",
                        settings.weightDecay(),
                        List.of(new UpdateRule.Buffer("mu", "mu", false)),
                        weights -> body(weights, settings)));
    }

    private static String body(List<NDArray> weights, Settings settings) {
        List<Integer> scaled = IntStream.range(0, weights.size())
                .filter(i -> weights.get(i).getShape().dimension() > 1)
                .boxed()
                .toList();
        String moved = scaled.isEmpty() ? "d = g\n" : scaled(weights.size(), scaled, settings.trust());
        return moved + String.format(Locale.ROOT, """
                torch._foreach_mul_(mu, %.17g)
                torch._foreach_add_(mu, d)
                torch._foreach_add_(w, mu, alpha=torch.neg(rate))
                """, settings.momentum());
    }

    /** Nothing here works in place: the compiler drops such operators on lists that are made in the function. */
    private static String scaled(int length, List<Integer> scaled, double trust) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int at = scaled.indexOf(i);
            all.add(at < 0 ? "g" + i : "moved[" + at + "]");
        }
        return String.format(Locale.ROOT, """
                weights = [%s]
                sums = torch._foreach_add([%s], weights, alpha=decay)
                own = torch.stack(torch._foreach_norm(weights))
                other = torch.stack(torch._foreach_norm(sums))
                valid = torch.logical_and(torch.gt(own, 0), torch.gt(other, 0))
                shares = torch.where(valid, torch.div(torch.mul(own, %.17g), other), torch.ones_like(own))
                moved = torch._foreach_mul(sums, torch.unbind(shares))
                d = [%s]
                """, names("w", scaled), names("g", scaled), trust, String.join(", ", all));
    }

    private static String names(String list, List<Integer> indices) {
        return indices.stream().map(i -> list + i).collect(Collectors.joining(", "));
    }
}
