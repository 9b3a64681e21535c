package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.transformer.TransformerStack;

/**
 * The inverse of a vision transformer as a tokenizer's decoder: a linear map of each code, learned positions, blocks, a
 * norm, and a linear map to the pixels of each patch (Dong et al. 2021, appendix: tokenizer architectures).
 *
 * <p>(B, d, h, w) float32 to (B, 3, H, W) float32. Children {@code from_code}, {@code blocks}, {@code norm} and
 * {@code to_pixels}; parameter {@code pos_embed} (1, h w, D).
 */
public final class VitCodeDecoder extends Layer {
    private static final Kernel TOKENS = Kernel.compile("tokens of a map", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.transpose(torch.flatten(x, 2), 1, 2)
            """);

    private static final Kernel PLACED = Kernel.compile("placed tokens", """
            def forward(self, x: Tensor, positions: Tensor) -> Tensor:
              return torch.add(x, positions)
            """);

    private final PictureSize image;
    private final int codes;
    private final NDArray positions;
    private final Linear fromCode;
    private final TransformerStack blocks;
    private final LayerNorm norm;
    private final Linear toPixels;
    private final PatchPixels patches;

    /**
     * A decoder with fresh weights.
     *
     * @param image size of the pictures
     * @param patch side of a patch, in pixels; divides both sides of the pictures
     * @param stack its blocks
     * @param dimension channels d of a code
     */
    public VitCodeDecoder(
            NetworkContext context, PictureSize image, int patch, StackShape stack, Start start, int dimension) {
        int width = stack.block().width();
        this.image = image;
        this.patches = new PatchPixels(image, patch);
        this.codes = image.grid(patch).patches();
        this.positions = parameter("pos_embed", start.positions(Initial.of(context), codes, width));
        this.fromCode = child("from_code", new Linear(context, dimension, width, start.linear()));
        this.blocks =
                child("blocks", new TransformerStack(context, stack, start::block, new TransformerStack.Bias.None()));
        this.norm = child("norm", new LayerNorm(context, width));
        this.toPixels = child("to_pixels", new Linear(context, width, 3 * patch * patch, start.linear()));
    }

    @Override
    public NDArray forward(NDArray map, boolean training) {
        try (NDArray rows = TOKENS.apply(map);
                NDArray tokens = fromCode.forward(rows, training);
                NDArray placed = PLACED.apply(tokens, positions);
                NDArray stream = blocks.forward(placed, training);
                NDArray normal = norm.forward(stream, training);
                NDArray pixels = toPixels.forward(normal, training)) {
            return patches.join(pixels);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), 3, image.height(), image.width());
    }

    @Override
    public double flops(Shape input) {
        Shape rows = new Shape(input.get(0), codes, input.get(1));
        Shape tokens = fromCode.outputShape(rows);
        return fromCode.flops(rows) + blocks.flops(tokens) + toPixels.flops(tokens);
    }

    @Override
    public double activationBytes(Shape input) {
        Shape rows = new Shape(input.get(0), codes, input.get(1));
        Shape tokens = fromCode.outputShape(rows);
        return fromCode.activationBytes(rows)
                + blocks.activationBytes(tokens)
                + norm.activationBytes(tokens)
                + toPixels.activationBytes(tokens);
    }
}
