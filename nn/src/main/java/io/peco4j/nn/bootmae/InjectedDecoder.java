package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.vit.SinCosTable;
import io.peco4j.nn.vit.Start;
import java.util.ArrayList;
import java.util.List;

/**
 * One of BootMAE's two decoders: the encoder's tokens, and a mask token at each hidden place, to a prediction for each
 * patch; its blocks attend to features injected from a layer of the encoder (Dong et al. 2022, section 3).
 *
 * <p>Only mask tokens get positions, fixed sines and cosines, unless told otherwise: visible ones have the encoder's.
 * Names are the original's. Those of pixels are {@code mask_token}, {@code de_pos_embed} (a fixed table), {@code
 * down}, {@code decode_blocks.0}, {@code decode_norm}, {@code lm_head.proj}; those of features end in {@code _1}, as
 * {@code decode_blocks_1.0}, and their table, the encoder's in the original, is no part of the state. Weights start
 * as {@link Start#BEIT}.
 */
public final class InjectedDecoder extends Assembly {
    private static final Kernel UNSHUFFLE = Kernel.compile("tokens and placed mask tokens", """
            def forward(self, x: Tensor, shuffle: Tensor, restore: Tensor, token: Tensor, positions: Tensor) -> Tensor:
              batch, patches = torch.size(restore)
              width = torch.size(x, 2)
              places = torch.expand(torch.slice(positions, 1, 1), [batch, -1, -1])
              left = torch.slice(shuffle, 1, torch.sub(torch.size(x, 1), 1))
              hidden = torch.gather(places, 1, torch.expand(torch.unsqueeze(left, -1), [-1, -1, width]))
              shuffled = torch.cat([torch.slice(x, 1, 1), torch.add(hidden, token)], 1)
              index = torch.expand(torch.unsqueeze(restore, -1), [-1, -1, width])
              return torch.cat([torch.slice(x, 1, 0, 1), torch.gather(shuffled, 1, index)], 1)
            """);

    private static final Kernel PLACE_ALL = Kernel.compile("placed tokens and mask tokens", """
            def forward(self, x: Tensor, shuffle: Tensor, restore: Tensor, token: Tensor, positions: Tensor) -> Tensor:
              batch, patches = torch.size(restore)
              left = torch.sub(patches, torch.sub(torch.size(x, 1), 1))
              shuffled = torch.cat([torch.slice(x, 1, 1), torch.expand(token, [batch, left, -1])], 1)
              index = torch.expand(torch.unsqueeze(restore, -1), [-1, -1, torch.size(x, 2)])
              ordered = torch.add(torch.gather(shuffled, 1, index), torch.slice(positions, 1, 1))
              return torch.cat([torch.slice(x, 1, 0, 1), ordered], 1)
            """);

    private static final Kernel PATCHES = Kernel.compile("tokens of patches", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.contiguous(torch.slice(x, 1, 1))
            """);

    private final Sizes sizes;
    private final NDArray maskToken;
    private final NDArray positions;
    private final Linear down;
    private final List<DecoderBlock> blocks;
    private final LayerNorm norm;
    private final Layer head;

    /**
     * The dimensions of a decoder.
     *
     * @param encoderWidth channels of the encoder's tokens
     * @param block of its own blocks; their width is divisible by 4
     * @param depth number of blocks
     * @param grid patches of the pictures
     * @param placesVisible whether visible tokens get the decoder's positions too, which the original gives to mask
     *     tokens alone
     */
    public record Sizes(int encoderWidth, BlockShape block, int depth, PatchGrid grid, boolean placesVisible) {
        /** The original's decoder. */
        public Sizes(int encoderWidth, BlockShape block, int depth, PatchGrid grid) {
            this(encoderWidth, block, depth, grid, false);
        }

        int tokens() {
            return 1 + grid.patches();
        }
    }

    private InjectedDecoder(NetworkContext context, Sizes sizes, String suffix, Layer head) {
        int width = sizes.block().width();
        Shape table = new Shape(1, sizes.tokens(), width);
        this.sizes = sizes;
        this.maskToken = parameter("mask_token" + suffix, Start.BEIT.token(Initial.of(context), width));
        NDArray fixed = Tensors.of(
                context.manager(),
                SinCosTable.rowFirst(width, sizes.grid().rows(), sizes.grid().columns()),
                table);
        this.positions = suffix.isEmpty() ? buffer("de_pos_embed", fixed) : fixed;
        this.down = child("down" + suffix, new Linear(context, sizes.encoderWidth(), width, Start.BEIT.linear()));
        this.blocks = blocks(context, suffix);
        this.norm = child("decode_norm" + suffix, new LayerNorm(context, width));
        this.head = child("lm_head" + suffix, head);
    }

    /**
     * A decoder of pixels with fresh weights.
     *
     * @param patch side of a patch, in pixels
     */
    public static InjectedDecoder ofPixels(NetworkContext context, Sizes sizes, int patch) {
        PixelHead head = new PixelHead(context, sizes.block().width(), sizes.grid(), patch);
        return new InjectedDecoder(context, sizes, "", head);
    }

    /** A decoder of features, as wide as the encoder's, with fresh weights. */
    public static InjectedDecoder ofFeatures(NetworkContext context, Sizes sizes) {
        Linear head = new Linear(context, sizes.block().width(), sizes.encoderWidth(), Start.BEIT.linear());
        return new InjectedDecoder(context, sizes, "_1", head);
    }

    private List<DecoderBlock> blocks(NetworkContext context, String suffix) {
        DecoderBlockKernel kernel = DecoderBlock.kernel(sizes.block(), context.precision());
        List<DecoderBlock> made = new ArrayList<>();
        for (int i = 0; i < sizes.depth(); i++) {
            made.add(child(
                    "decode_blocks" + suffix + "." + i,
                    new DecoderBlock(context, sizes.block(), sizes.encoderWidth(), Start.BEIT.block(i), kernel)));
        }
        return List.copyOf(made);
    }

    /**
     * A prediction for every patch, hidden or not, owned by the manager of the tokens: a picture (B, 3, H, W) or
     * features (B, N, D).
     *
     * @param tokens (B, 1 + n, D) after the encoder's final norm, patches in the masking's order
     * @param injected (B, 1 + n, D) of a layer of the encoder, not normalised
     */
    public NDArray decode(NDArray tokens, NDArray injected, VisiblePatches masking) {
        NDArray stream;
        try (NDArray narrow = down.forward(tokens, true)) {
            Kernel unshuffle = sizes.placesVisible() ? PLACE_ALL : UNSHUFFLE;
            stream = unshuffle.apply(narrow, masking.shuffle(), masking.restore(), maskToken, positions);
        }
        for (DecoderBlock block : blocks) {
            try (NDArray before = stream) {
                stream = block.forward(before, injected);
            }
        }
        try (NDArray last = stream;
                NDArray normal = norm.forward(last, true);
                NDArray patches = PATCHES.apply(normal)) {
            return head.forward(patches, true);
        }
    }

    /**
     * Bytes that one picture keeps for the backward pass.
     *
     * @param visible patches n
     */
    double activationBytes(int visible) {
        double all = down.activationBytes(new Shape(1, 1 + visible, sizes.encoderWidth()));
        for (DecoderBlock block : blocks) {
            all += block.activationBytes(sizes.tokens(), 1 + visible);
        }
        int width = sizes.block().width();
        return all
                + norm.activationBytes(new Shape(1, sizes.tokens(), width))
                + head.activationBytes(new Shape(1, sizes.grid().patches(), width));
    }

    /**
     * Floating-point operations of one pass for one picture.
     *
     * @param visible patches n
     */
    double flops(int visible) {
        double all = down.flops(new Shape(1, 1 + visible, sizes.encoderWidth()));
        for (DecoderBlock block : blocks) {
            all += block.flops(sizes.tokens(), 1 + visible);
        }
        return all
                + head.flops(new Shape(1, sizes.grid().patches(), sizes.block().width()));
    }
}
