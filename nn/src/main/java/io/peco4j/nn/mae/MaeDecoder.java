package io.peco4j.nn.mae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.transformer.TransformerStack;
import io.peco4j.nn.vit.SinCosTable;
import io.peco4j.nn.vit.Start;

/**
 * The decoder of a masked autoencoder (He et al. 2021, section 3): tokens of visible patches, and a mask token at each
 * hidden place, to a prediction for each patch.
 *
 * <p>Names are the original's: {@code mask_token}, {@code decoder_pos_embed} (a fixed table), {@code decoder_embed},
 * {@code decoder_blocks.0}, {@code decoder_norm}, {@code decoder_pred}. Weights start as {@link Start#MAE}, unless
 * stated.
 */
public final class MaeDecoder extends Layer {
    private static final Kernel UNSHUFFLE = Kernel.compile("unshuffled tokens", """
            def forward(self, x: Tensor, restore: Tensor, token: Tensor, positions: Tensor) -> Tensor:
              batch, patches = torch.size(restore)
              visible = torch.sub(torch.size(x, 1), 1)
              hidden = torch.expand(token, [batch, torch.sub(patches, visible), -1])
              shuffled = torch.cat([torch.slice(x, 1, 1), hidden], 1)
              index = torch.expand(torch.unsqueeze(restore, -1), [-1, -1, torch.size(x, 2)])
              ordered = torch.gather(shuffled, 1, index)
              return torch.add(torch.cat([torch.slice(x, 1, 0, 1), ordered], 1), positions)
            """);

    private static final Kernel PLACED = Kernel.compile("placed tokens", """
            def forward(self, x: Tensor, positions: Tensor) -> Tensor:
              return torch.add(x, positions)
            """);

    private static final Kernel PATCHES = Kernel.compile("patches of tokens", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.slice(x, 1, 1)
            """);

    private final Sizes sizes;
    private final NDArray maskToken;
    private final NDArray positions;
    private final Linear embed;
    private final TransformerStack blocks;
    private final LayerNorm norm;
    private final Linear pred;

    /**
     * The dimensions of a decoder.
     *
     * @param encoderWidth channels of the encoder's tokens
     * @param stack its own blocks; their width is divisible by 4
     * @param rows patches from top to bottom
     * @param columns patches from left to right
     * @param out numbers per patch: {@code 3 P P} for pixels, a vocabulary for visual tokens
     */
    public record Sizes(int encoderWidth, StackShape stack, int rows, int columns, int out) {
        /** The paper's decoder: 8 blocks of width 512 with 16 heads. */
        public static Sizes published(int encoderWidth, int rows, int columns, int out) {
            return new Sizes(encoderWidth, new StackShape(BlockShape.plain(512, 16), 8, 0), rows, columns, out);
        }

        int width() {
            return stack.block().width();
        }

        int tokens() {
            return 1 + rows * columns;
        }
    }

    /** A decoder of pixels with fresh weights. */
    public MaeDecoder(NetworkContext context, Sizes sizes) {
        this(context, sizes, Start.MAE);
    }

    /**
     * A decoder with fresh weights.
     *
     * @param prediction how the last map starts. MAE's rule suits pixels; of a small vocabulary it makes the first
     *     guesses wrong with confidence, where BEiT's knows nothing
     */
    public MaeDecoder(NetworkContext context, Sizes sizes, Start prediction) {
        int width = sizes.width();
        this.sizes = sizes;
        this.maskToken = parameter("mask_token", Start.MAE.token(Initial.of(context), width));
        this.positions = buffer(
                "decoder_pos_embed",
                Tensors.of(
                        context.manager(),
                        SinCosTable.mae(width, sizes.rows(), sizes.columns()),
                        new Shape(1, sizes.tokens(), width)));
        this.embed = child("decoder_embed", new Linear(context, sizes.encoderWidth(), width, Start.MAE.linear()));
        this.blocks = child(
                "decoder_blocks",
                new TransformerStack(context, sizes.stack(), Start.MAE::block, new TransformerStack.Bias.None()));
        this.norm = child("decoder_norm", new LayerNorm(context, width));
        this.pred = child("decoder_pred", new Linear(context, width, sizes.out(), prediction.linear()));
    }

    /** Number of patches N. */
    int patches() {
        return sizes.tokens() - 1;
    }

    /**
     * A prediction for every patch, hidden or not: (B, N, out), owned by the manager of the tokens.
     *
     * @param tokens (B, 1 + n, D): the class token and the visible patches in the masking's order
     * @param restore where each patch stands in that order, as {@link VisiblePatches#restore}
     */
    public NDArray decode(NDArray tokens, NDArray restore, boolean training) {
        try (NDArray narrow = embed.forward(tokens, training);
                NDArray placed = UNSHUFFLE.apply(narrow, restore, maskToken, positions)) {
            return predict(placed, training);
        }
    }

    /** The same where all patches are visible, in their own order. */
    @Override
    public NDArray forward(NDArray tokens, boolean training) {
        try (NDArray narrow = embed.forward(tokens, training);
                NDArray placed = PLACED.apply(narrow, positions)) {
            return predict(placed, training);
        }
    }

    private NDArray predict(NDArray placed, boolean training) {
        try (NDArray stream = blocks.forward(placed, training);
                NDArray normal = norm.forward(stream, training);
                NDArray predictions = pred.forward(normal, training)) {
            return PATCHES.apply(predictions);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), patches(), sizes.out());
    }

    @Override
    public double flops(Shape input) {
        Shape all = new Shape(input.get(0), sizes.tokens(), sizes.width());
        return embed.flops(input) + blocks.flops(all) + pred.flops(all);
    }

    @Override
    public double activationBytes(Shape input) {
        Shape all = new Shape(input.get(0), sizes.tokens(), sizes.width());
        return embed.activationBytes(input)
                + blocks.activationBytes(all)
                + norm.activationBytes(all)
                + pred.activationBytes(all);
    }
}
