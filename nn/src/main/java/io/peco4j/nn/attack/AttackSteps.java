package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.random.RandomGenerator;

/**
 * The steps that attacks are made of; gradient mode is off in each.
 *
 * <p>What lies within the bound is computed in float64 and rounded towards the original, so that no value of the result
 * is further from it than the bound, not by its last bit.
 */
final class AttackSteps {
    private static final Kernel STEP = Kernel.compile("attack step", """
            def forward(self, x: Tensor, origin: Tensor, direction: Tensor, values: Tensor) -> Tensor:
              length = float(torch.select(values, 0, 0))
              bound = float(torch.select(values, 0, 1))
              moved = torch.add(x, torch.sign(direction), alpha=length)
              exact = torch.to(origin, 7)
              least = torch.to(torch.sub(exact, bound), 6)
              most = torch.to(torch.add(exact, bound), 6)
              up = torch.nextafter(least, torch.ones_like(least))
              down = torch.nextafter(most, torch.neg(torch.ones_like(most)))
              beyond = torch.lt(torch.to(least, 7), torch.sub(exact, bound))
              least = torch.where(beyond, up, least)
              beyond = torch.gt(torch.to(most, 7), torch.add(exact, bound))
              most = torch.where(beyond, down, most)
              near = torch.minimum(torch.maximum(moved, least), most)
              return torch.clamp(near, 0.0, 1.0)
            """);

    private static final Kernel MOMENTUM = Kernel.compile("attack momentum", """
            def forward(self, gradient: Tensor, before: Tensor, decay: Tensor) -> Tensor:
              size = torch.clamp_min(torch.mean(torch.abs(gradient), [1, 2, 3], True), 1.0e-30)
              return torch.add(torch.div(gradient, size), torch.mul(before, float(decay)))
            """);

    private static final Kernel SCATTER = Kernel.compile("random start", """
            def forward(self, x: Tensor, noise: Tensor) -> Tensor:
              return torch.clamp(torch.add(x, noise), 0.0, 1.0)
            """);

    private static final Kernel AHEAD = Kernel.compile("step ahead", """
            def forward(self, x: Tensor, direction: Tensor, length: Tensor) -> Tensor:
              return torch.add(x, torch.mul(direction, float(length)))
            """);

    private static final Kernel LEGAL = Kernel.compile("values of pixels", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.clamp(x, 0.0, 1.0)
            """);

    private AttackSteps() {}

    /** A place along a direction, wherever that is. */
    static NDArray ahead(NDArray images, NDArray direction, double length) {
        return GradientMode.off(() -> {
            try (NDArray value = Tensors.of(images.getManager(), length)) {
                return AHEAD.apply(images, direction, value);
            }
        });
    }

    /** Cut to [0, 1]. */
    static NDArray legal(NDArray values) {
        return GradientMode.off(() -> LEGAL.apply(values));
    }

    /** Pictures and what is added to them, cut to [0, 1]. */
    static NDArray sum(NDArray images, NDArray added) {
        return GradientMode.off(() -> SCATTER.apply(images, added));
    }

    /**
     * One step of the given length along the sign of a direction, back to within the bound of the original pictures.
     *
     * @param length may be negative
     */
    static NDArray step(NDArray images, NDArray origin, NDArray direction, double length, double bound) {
        NDManager manager = images.getManager();
        return GradientMode.off(() -> {
            try (NDArray values = Tensors.of(manager, new double[] {length, bound})) {
                return STEP.apply(images, origin, direction, values);
            }
        });
    }

    /** The gradient over its mean absolute value, picture by picture, plus what is left of the direction before. */
    static NDArray momentum(NDArray gradient, NDArray before, double decay) {
        return GradientMode.off(() -> {
            try (NDArray share = Tensors.of(gradient.getManager(), decay)) {
                return MOMENTUM.apply(gradient, before, share);
            }
        });
    }

    /** A uniform random place within the bound, a function of what it draws. */
    static NDArray scatter(NDArray images, double bound, RandomGenerator random) {
        float[] moves = new float[Math.toIntExact(images.size())];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return GradientMode.off(() -> {
            try (NDArray noise = Tensors.of(images.getManager(), moves, images.getShape())) {
                return SCATTER.apply(images, noise);
            }
        });
    }

    /** @throws IllegalArgumentException if a number is not positive */
    static void check(double bound, double length, int steps) {
        if (!(bound > 0 && length > 0 && steps > 0)) {
            throw new IllegalArgumentException(
                    "an attack of " + steps + " steps of " + length + " within a bound of " + bound);
        }
    }
}
