package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;

/**
 * {@code scale (x + loc)} per channel, with start values from the first batch (Kingma and Dhariwal 2018, section 3.1).
 *
 * <p>(B, C, H, W) float32 in and out. Parameters: {@code loc} and {@code scale} (1, C, 1, 1), 0 and 1 until the first
 * pass in training sets them to {@code -mean} and {@code 1 / (unbiased deviation + 1e-6)} of its batch; the buffer
 * {@code initialized} (int64 scalar) is 1 from then on. Names as in taming.
 */
public final class ActNorm extends Layer {
    private static final Kernel APPLY = Kernel.compile("activation norm", """
            def forward(self, x: Tensor, loc: Tensor, scale: Tensor) -> Tensor:
              return torch.mul(scale, torch.add(x, loc))
            """);

    /** Writes past the graph: the start is no function of the weights. */
    private static final Kernel START = Kernel.compile("start of activation norm", """
            def forward(self, x: Tensor, loc: Tensor, scale: Tensor, initialized: Tensor) -> Tensor:
              if bool(torch.eq(initialized, 0)):
                channels = torch.flatten(torch.transpose(torch.detach(x), 0, 1), 1)
                deviation = torch.std(channels, [1], True)
                _0 = torch.copy_(torch.detach(loc), torch.view(torch.neg(torch.mean(channels, [1])), [1, -1, 1, 1]))
                _1 = torch.copy_(torch.detach(scale), torch.view(torch.reciprocal(torch.add(deviation, 1.0e-06)), [1, -1, 1, 1]))
              return torch.fill_(initialized, 1)
            """);

    private final NDArray loc;
    private final NDArray scale;
    private final NDArray initialized;

    public ActNorm(NetworkContext context, int channels) {
        Initial initial = Initial.of(context);
        this.loc = parameter("loc", initial.zeros(1, channels, 1, 1));
        this.scale = parameter("scale", initial.ones(1, channels, 1, 1));
        this.initialized = buffer("initialized", Tensors.of(context.manager(), 0L));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        if (training) {
            START.apply(x, loc, scale, initialized).close();
        }
        return APPLY.apply(x, loc, scale);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return Float.BYTES * (double) input.size();
    }
}
