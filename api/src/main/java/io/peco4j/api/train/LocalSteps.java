package io.peco4j.api.train;

import io.peco4j.api.options.Describe;
import io.peco4j.api.options.OnlyIfSet;
import io.peco4j.api.options.Range;
import java.util.Optional;

/**
 * Steps that virtual workers take apart, each with its own optimiser state on its own share of every batch, before an
 * outer step brings their weights together: DiLoCo (Douillard et al. 2023, arXiv 2311.08105), and local SGD without
 * outer momentum (Stich 2018). After a round,
 *
 * <pre>{@code
 * delta = mean over k of (theta - theta_k),  u = mu u + delta,  theta = theta - nu (delta + mu u)
 * }</pre>
 *
 * <p>and all go on from theta. How many virtual workers there are is part of the training; how many real ones compute
 * them is not. Without {@code every}, each step is one of the whole batch.
 *
 * @param every steps of a round, at least 1; the last round of a training may be shorter
 * @param virtualWorkers how many share each batch, at least 1; given if and only if {@code every} is
 * @param outerRate nu; 0.7 where it is left out, as in DiLoCo
 * @param outerMomentum mu, in [0, 1); 0.9 where it is left out, as in DiLoCo
 */
public record LocalSteps(
        @Describe("steps that the virtual workers take apart before an outer step joins them; null: none, every step is"
                + " one of the whole batch")
        @OnlyIfSet
        @Range(min = 1, max = 1_000_000)
        Optional<Integer> every,

        @Describe("with every: how many virtual workers share each batch, each with its own optimiser state")
        @OnlyIfSet
        @Range(min = 1, max = 4096)
        Optional<Integer> virtualWorkers,

        @Describe("with every: rate of the outer step; null: 0.7") @OnlyIfSet @Range(min = 0, max = 10)
        Optional<Double> outerRate,

        @Describe("with every: Nesterov momentum of the outer steps; null: 0.9")
        @OnlyIfSet
        @Range(min = 0, max = 0.999999)
        Optional<Double> outerMomentum) {
    private static final double RATE = 0.7;
    private static final double MOMENTUM = 0.9;

    /** @throws IllegalArgumentException if only some of what belongs together is given */
    public LocalSteps {
        if (every.isEmpty() && (virtualWorkers.isPresent() || outerRate.isPresent() || outerMomentum.isPresent())) {
            throw new IllegalArgumentException(
                    "virtual-workers, outer-rate and outer-momentum belong to every, the steps of a round");
        }
        if (every.isPresent()) {
            if (virtualWorkers.isEmpty()) {
                throw new IllegalArgumentException("every needs virtual-workers, which share each batch");
            }
            outerRate = Optional.of(outerRate.orElse(RATE));
            outerMomentum = Optional.of(outerMomentum.orElse(MOMENTUM));
        }
    }

    /** Every step is one of the whole batch. */
    public static LocalSteps none() {
        return new LocalSteps(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Rounds of so many steps by so many virtual workers, with DiLoCo's outer rate and momentum. */
    public static LocalSteps every(int steps, int virtualWorkers) {
        return new LocalSteps(
                Optional.of(steps), Optional.of(virtualWorkers), Optional.of(RATE), Optional.of(MOMENTUM));
    }

    /** The same with other constants of the outer step. */
    public LocalSteps withOuter(double rate, double momentum) {
        return new LocalSteps(every, virtualWorkers, Optional.of(rate), Optional.of(momentum));
    }

    /** Whether there are any. */
    public boolean apart() {
        return every.isPresent();
    }

    /** How many share each batch: the virtual workers, or 1. */
    public int sharers() {
        return virtualWorkers.orElse(1);
    }
}
