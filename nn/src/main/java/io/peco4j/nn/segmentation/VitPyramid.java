package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.conv.RunningStatistics;
import java.util.List;

/**
 * Four maps of a vision transformer's tokens at four scales, as dense heads want them (BEiT's segmentation and
 * detection, beit/semantic_segmentation/backbone/beit.py).
 *
 * <p>From maps (B, D, h, w) at one resolution: the first is enlarged fourfold, by {@code fpn1.0}, a transposed
 * convolution of stride 2, batch norm {@code fpn1.1}, GELU and another one, {@code fpn1.3}; the second twofold by
 * {@code fpn2.0}; the third stays; the fourth is halved by the largest of each 2 x 2. With patches of 16 pixels the
 * strides are 4, 8, 16 and 32. Float32 in and out; convolutions in the context's precision, the norm in float32.
 */
public final class VitPyramid extends Layer implements RunningStatistics.Kept {
    private static final double MOMENTUM = 0.1;

    private static final String FOURFOLD = """
            def forward(self, x: Tensor, w0: Tensor, b0: Tensor, mean: Tensor, variance: Tensor, batches: Tensor, \
            w1: Tensor, b1: Tensor, w3: Tensor, b3: Tensor) -> Tensor:
              @count
              y = self.twice(x, w0, b0)
              normal = torch.batch_norm(y, w1, b1, mean, variance, @training, 0.1, 1.0e-05, False)
              return self.twice(@gelu, w3, b3)
            """;

    private static final String TWOFOLD = """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return self.twice(x, w, b)
            """;

    private static final String DOUBLE = """

            def twice(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              y = self.conv_transpose2d(half(x), half(w), half(b), [2, 2], [0, 0], [0, 0])
              return full(y)
            """;

    private static final Kernel HALF = Kernel.compile("halved map", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
            """);

    private final int width;
    private final int convolved;
    private final List<NDArray> first;
    private final List<NDArray> second;
    private final Kernel training;
    private final Kernel evaluation;
    private final Kernel twofold;

    /**
     * A pyramid with fresh weights, uniform within {@code 1 / sqrt(4 D)} as PyTorch starts transposed convolutions.
     *
     * @param width channels D of a token
     */
    public VitPyramid(NetworkContext context, int width) {
        Initial initial = Initial.of(context);
        this.width = width;
        this.convolved = context.precision().bytes();
        this.first = List.of(
                weight(initial, "fpn1.0"),
                bias(initial, "fpn1.0"),
                buffer("fpn1.1.running_mean", initial.zeros(width)),
                buffer("fpn1.1.running_var", initial.ones(width)),
                buffer("fpn1.1.num_batches_tracked", Tensors.of(context.manager(), 0L)),
                parameter("fpn1.1.weight", initial.ones(width)),
                parameter("fpn1.1.bias", initial.zeros(width)),
                weight(initial, "fpn1.3"),
                bias(initial, "fpn1.3"));
        this.second = List.of(weight(initial, "fpn2.0"), bias(initial, "fpn2.0"));
        this.training = compile(
                context, FOURFOLD.replace("@count", "torch.add_(batches, 1)").replace("@training", "True"));
        this.evaluation = compile(context, FOURFOLD.replace("@count\n", "\n").replace("@training", "False"));
        this.twofold = compile(context, TWOFOLD);
    }

    private NDArray weight(Initial initial, String name) {
        return parameter(name + ".weight", initial.fanInUniform(4L * width, width, width, 2, 2));
    }

    private NDArray bias(Initial initial, String name) {
        return parameter(name + ".bias", initial.fanInUniform(4L * width, width));
    }

    private static Kernel compile(NetworkContext context, String body) {
        boolean half = context.precision() == Precision.BFLOAT16;
        String source = (body + DOUBLE)
                .replace("@gelu", Activation.GELU.of("normal"))
                .replaceAll("half\\((\\w+)\\)", half ? "torch.to($1, 15)" : "$1")
                .replaceAll("full\\((\\w+)\\)", half ? "torch.to($1, 6)" : "$1");
        return Kernel.compile("feature pyramid", source);
    }

    @Override
    public RunningStatistics runningStatistics() {
        return new RunningStatistics(first.get(2), first.get(3), first.get(4), MOMENTUM);
    }

    /**
     * The four maps, from the finest to the coarsest, owned by the managers of what they are made of. The third is the
     * given array itself.
     *
     * @param maps four of (B, D, h, w), from the shallowest block to the deepest; h and w at least 2
     * @throws IllegalArgumentException if they are not four
     */
    public List<NDArray> forward(List<NDArray> maps, boolean training) {
        if (maps.size() != 4) {
            throw new IllegalArgumentException(maps.size() + " maps instead of 4");
        }
        return List.of(
                forward(maps.get(0), training),
                twofold.apply(with(maps.get(1), second)),
                maps.get(2),
                HALF.apply(maps.get(3)));
    }

    /** The finest map alone. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        return (training ? this.training : evaluation).apply(with(x, first));
    }

    private static NDArray[] with(NDArray x, List<NDArray> weights) {
        NDArray[] arguments = new NDArray[1 + weights.size()];
        arguments[0] = x;
        for (int i = 0; i < weights.size(); i++) {
            arguments[1 + i] = weights.get(i);
        }
        return arguments;
    }

    /** Of the finest map. */
    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), width, 4 * input.get(2), 4 * input.get(3));
    }

    /**
     * Of all four maps together, where {@code input} is the shape of each one given: three transposed convolutions, one
     * of them on a map twice as large.
     */
    @Override
    public double flops(Shape input) {
        double one = 2.0 * input.size() * width * 4;
        return one * (1 + 4 + 1);
    }

    /** Of all four maps together, as {@link #flops}: what each step on the way to the enlarged maps is made of. */
    @Override
    public double activationBytes(Shape input) {
        double numbers = input.size();
        double enlarged = 4 * numbers;
        double first = convolved * numbers + 2 * Float.BYTES * enlarged + convolved * enlarged;
        double halved = Float.BYTES * numbers + Long.BYTES * numbers / 4;
        return first + convolved * numbers + halved;
    }
}
