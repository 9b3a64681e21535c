package io.peco4j.nn.dalle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.conv.NearestUpsample;
import io.peco4j.nn.conv.Passes;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder of DALL-E's dVAE: weights over its vocabulary to the statistics of pixels, 8 x 8 of them per position.
 *
 * <p>(B, vocabulary, h, w) float32, one-hot or soft, to (B, 6, 8 h, 8 w): three channels with means and three with log
 * scales of the logit-Laplace distribution. Names as in {@link DalleEncoder}; the last convolution is float32 in any
 * precision, and so is the first. 43,829,766 parameters at the published size.
 */
public final class DalleDecoder extends Layer {
    private static final int STATISTICS = 6;
    private static final List<Integer> KERNELS = List.of(1, 3, 3, 3);

    /** A 1x1 convolution of a one-hot volume picks columns of its weight. */
    private static final Kernel LOOKUP = Kernel.compile("dVAE codewords", """
            def forward(self, tokens: Tensor, w: Tensor, b: Tensor) -> Tensor:
              rows = torch.t(torch.flatten(w, 1))
              picked = torch.add(torch.embedding(rows, tokens), b)
              return torch.contiguous(torch.permute(picked, [0, 3, 1, 2]))
            """);

    private static final Kernel ROWS = Kernel.compile("rows of codewords", """
            def forward(self, tokens: Tensor, w: Tensor) -> Tensor:
              return torch.embedding(torch.t(torch.flatten(w, 1)), tokens)
            """);

    private static final Kernel PICTURE = Kernel.compile("dVAE means", """
            def forward(self, statistics: Tensor) -> Tensor:
              return torch.sigmoid(torch.slice(statistics, 1, 0, 3))
            """);

    private final Conv2d input;
    private final Passes body;
    private final ConvChain end;

    /** A network with fresh weights: normal with deviation 1 / sqrt(fan in), biases 0. */
    public DalleDecoder(NetworkContext context, DalleShape shape) {
        this.input = child(
                "blocks.input", DalleBlock.convolution(Exact.of(context), shape.vocabulary(), shape.initial(), 1));
        List<Layer> layers = new ArrayList<>();
        int in = shape.initial();
        for (int g = 0; g < DalleShape.GROUPS; g++) {
            int out = shape.width(DalleShape.GROUPS - 1 - g);
            List<DalleBlock> blocks = DalleBlock.group(context, in, out, shape, KERNELS);
            for (int b = 0; b < blocks.size(); b++) {
                layers.add(child("blocks.group_" + (g + 1) + ".block_" + (b + 1), blocks.get(b)));
            }
            if (g < DalleShape.GROUPS - 1) {
                layers.add(new NearestUpsample());
            }
            in = out;
        }
        this.body = new Passes(layers);
        Conv2d output = child("blocks.output.conv", DalleBlock.convolution(Exact.of(context), in, STATISTICS, 1));
        this.end = ConvChain.float32("dVAE statistics", ConvSteps.begin().relu().convolve(output));
    }

    /** Statistics of weights over the vocabulary. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray codewords = input.forward(x, training)) {
            return rest(codewords, training);
        }
    }

    /** Statistics of tokens, int64 (B, h, w), without a volume of ones and zeros. */
    public NDArray decode(NDArray tokens) {
        try (NDArray codewords = LOOKUP.apply(tokens, input.tensors())) {
            return rest(codewords, false);
        }
    }

    /** What the first layer makes of tokens, before its bias: int64 (B, h, w) to float32 (B, h, w, initial). */
    public NDArray codewords(NDArray tokens) {
        return ROWS.apply(tokens, input.tensors().get(0));
    }

    /** The pictures that statistics mean: (B, 6, H, W) to (B, 3, H, W) in [0, 1]. */
    public static NDArray picture(NDArray statistics) {
        try (NDArray means = PICTURE.apply(statistics)) {
            return DallePixels.unmap(means);
        }
    }

    private NDArray rest(NDArray codewords, boolean training) {
        try (NDArray features = body.run(codewords, training)) {
            return end.apply(features, training);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return end.outputShape(body.outputShape(this.input.outputShape(input)));
    }

    @Override
    public double flops(Shape input) {
        Shape codewords = this.input.outputShape(input);
        return this.input.flops(input) + body.flops(codewords) + end.flops(body.outputShape(codewords));
    }

    @Override
    public double activationBytes(Shape input) {
        Shape codewords = this.input.outputShape(input);
        return this.input.activationBytes(input)
                + body.activationBytes(codewords)
                + end.activationBytes(body.outputShape(codewords));
    }
}
