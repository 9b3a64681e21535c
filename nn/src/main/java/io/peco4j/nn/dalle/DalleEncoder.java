package io.peco4j.nn.dalle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.conv.Passes;
import io.peco4j.nn.conv.Pool2d;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of DALL-E's dVAE: pictures to logits over its vocabulary, one token per 8 x 8 pixels.
 *
 * <p>(B, 3, H, W) float32, mapped by {@link DallePixels#map}, sides multiples of 8, to (B, vocabulary, H / 8, W / 8).
 * Names as in the original: {@code blocks.input, blocks.group_g.block_b.{id_path, res_path.conv_1 ...},
 * blocks.output.conv}, each with {@code w} and {@code b}. The first and the last convolution are float32 in any
 * precision, as upstream. 53,786,240 parameters at the published size.
 */
public final class DalleEncoder extends Layer {
    private static final List<Integer> KERNELS = List.of(3, 3, 3, 1);

    private static final Kernel TOKENS = Kernel.compile("most likely tokens", """
            def forward(self, logits: Tensor) -> Tensor:
              return torch.argmax(torch.detach(logits), 1)
            """);

    private static final Kernel PROBABILITIES = Kernel.compile("probabilities of tokens", """
            def forward(self, logits: Tensor) -> Tensor:
              return torch.softmax(logits, 1)
            """);

    private final Passes body;
    private final ConvChain end;

    /** A network with fresh weights: normal with deviation 1 / sqrt(fan in), biases 0. */
    public DalleEncoder(NetworkContext context, DalleShape shape) {
        List<Layer> layers = new ArrayList<>();
        layers.add(child("blocks.input", DalleBlock.convolution(Exact.of(context), 3, shape.hidden(), 7)));
        for (int g = 0; g < DalleShape.GROUPS; g++) {
            List<DalleBlock> blocks =
                    DalleBlock.group(context, shape.width(Math.max(g - 1, 0)), shape.width(g), shape, KERNELS);
            for (int b = 0; b < blocks.size(); b++) {
                layers.add(child("blocks.group_" + (g + 1) + ".block_" + (b + 1), blocks.get(b)));
            }
            if (g < DalleShape.GROUPS - 1) {
                layers.add(Pool2d.max(2, 2, 0, false));
            }
        }
        this.body = new Passes(layers);
        Conv2d output = child(
                "blocks.output.conv",
                DalleBlock.convolution(Exact.of(context), shape.width(DalleShape.GROUPS - 1), shape.vocabulary(), 1));
        this.end = ConvChain.float32("dVAE logits", ConvSteps.begin().relu().convolve(output));
    }

    /** Logits (B, vocabulary, h, w) of mapped pictures. */
    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray features = body.run(x, training)) {
            return end.apply(features, training);
        }
    }

    /** The most likely token of each position, int64 (B, h, w); no gradient. */
    public NDArray tokens(NDArray mapped) {
        try (NDArray logits = forward(mapped, false)) {
            return TOKENS.apply(logits);
        }
    }

    /** What the encoder thinks of each token at each position, float32 (B, vocabulary, h, w), sums 1. */
    public NDArray probabilities(NDArray mapped) {
        try (NDArray logits = forward(mapped, false)) {
            return PROBABILITIES.apply(logits);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return end.outputShape(body.outputShape(input));
    }

    @Override
    public double flops(Shape input) {
        return body.flops(input) + end.flops(body.outputShape(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return body.activationBytes(input) + end.activationBytes(body.outputShape(input));
    }

    @Override
    public double passBytes(Shape input) {
        return Math.max(body.passBytes(input), end.activationBytes(body.outputShape(input)) / 2);
    }
}
