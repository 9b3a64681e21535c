package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import java.util.random.RandomGenerator;

/**
 * Initial values of parameters: float32, owned by the context's manager, a function of the context's randomness and of
 * the order of calls.
 */
public final class Initial {
    private static final Kernel UNIFORM = Kernel.compile("uniform", """
            def forward(self, like: Tensor, seed: Tensor) -> Tensor:
              torch.manual_seed(int(seed))
              return torch.rand_like(like)
            """);

    private static final Kernel NORMAL = Kernel.compile("normal", """
            def forward(self, like: Tensor, seed: Tensor) -> Tensor:
              torch.manual_seed(int(seed))
              return torch.randn_like(like)
            """);

    /** Inverse of the normal distribution function on uniforms between the two ends: exact, no rejection. */
    private static final Kernel TRUNCATED = Kernel.compile("truncated normal", """
            def forward(self, like: Tensor, seed: Tensor, end: Tensor) -> Tensor:
              torch.manual_seed(int(seed))
              low = torch.erf(torch.div(torch.neg(end), 1.4142135623730951))
              u = torch.mul(torch.sub(torch.mul(torch.rand_like(like), 2.0), 1.0), torch.neg(low))
              x = torch.mul(torch.erfinv(u), 1.4142135623730951)
              return torch.minimum(torch.maximum(x, torch.neg(end)), end)
            """);

    private final NDManager manager;
    private final RandomGenerator random;

    private Initial(NDManager manager, RandomGenerator random) {
        this.manager = manager;
        this.random = random;
    }

    /** Values for the networks of a component. */
    public static Initial of(NetworkContext context) {
        return new Initial(context.manager(), context.random());
    }

    public NDArray zeros(long... shape) {
        return manager.zeros(new Shape(shape), DataType.FLOAT32);
    }

    public NDArray ones(long... shape) {
        return manager.ones(new Shape(shape), DataType.FLOAT32);
    }

    public NDArray full(float value, long... shape) {
        return manager.full(new Shape(shape), value, DataType.FLOAT32);
    }

    /** Uniform between {@code -bound} and {@code bound}. */
    public NDArray uniform(double bound, long... shape) {
        return draw(UNIFORM, shape).muli(2 * bound).subi(bound);
    }

    /** Normal with mean 0. */
    public NDArray normal(double deviation, long... shape) {
        return draw(NORMAL, shape).muli(deviation);
    }

    /** Normal with mean 0, cut at plus and minus two deviations: timm's and BEiT's {@code trunc_normal_}. */
    public NDArray truncatedNormal(double deviation, long... shape) {
        return truncatedNormal(deviation, 2 * deviation, shape);
    }

    /** Normal with mean 0, cut at plus and minus {@code end}. */
    public NDArray truncatedNormal(double deviation, double end, long... shape) {
        try (NDArray like = zeros(shape);
                NDArray seed = Tensors.of(manager, random.nextLong());
                NDArray cut = Tensors.of(manager, (float) (end / deviation))) {
            return TRUNCATED.apply(like, seed, cut).muli(deviation);
        }
    }

    /** Uniform within {@code sqrt(6 / (fanIn + fanOut))}: Glorot and Bengio 2010. */
    public NDArray xavierUniform(long fanIn, long fanOut, long... shape) {
        return uniform(Math.sqrt(6.0 / (fanIn + fanOut)), shape);
    }

    /**
     * Uniform within {@code 1 / sqrt(fanIn)}: what PyTorch gives weights and biases of linear and convolution layers.
     */
    public NDArray fanInUniform(long fanIn, long... shape) {
        return uniform(1 / Math.sqrt(fanIn), shape);
    }

    private NDArray draw(Kernel kernel, long... shape) {
        try (NDArray like = zeros(shape);
                NDArray seed = Tensors.of(manager, random.nextLong())) {
            return kernel.apply(like, seed);
        }
    }
}
