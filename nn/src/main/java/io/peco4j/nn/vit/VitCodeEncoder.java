package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.transformer.Linear;

/**
 * A vision transformer as a tokenizer's encoder: one vector per patch (Dong et al. 2021, appendix: tokenizer
 * architectures).
 *
 * <p>(B, 3, H, W) float32 to (B, d, h, w) float32, h x w the grid of patches. Children {@code trunk}, under the names
 * of {@link VisionTransformer}, and the linear map {@code to_code}. The class token is run along and left out.
 */
public final class VitCodeEncoder extends Layer {
    private final VisionTransformer trunk;
    private final Linear toCode;
    private final PatchMap map;

    /**
     * An encoder with fresh weights.
     *
     * @param config of the trunk; its normalisation says what range the pictures are in
     * @param dimension channels d of a code
     */
    public VitCodeEncoder(NetworkContext context, VitConfig config, int dimension) {
        this.trunk = child("trunk", new VisionTransformer(context, config));
        this.toCode = child(
                "to_code",
                new Linear(
                        context,
                        config.block().width(),
                        dimension,
                        config.start().linear()));
        this.map = new PatchMap(config.grid());
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        try (NDArray tokens = trunk.forward(images, training);
                NDArray codes = toCode.forward(tokens, training)) {
            return map.of(codes);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        VitConfig config = trunk.config();
        return new Shape(input.get(0), toCode.weight().getShape().get(0), config.gridRows(), config.gridColumns());
    }

    @Override
    public double flops(Shape input) {
        return trunk.flops(input) + toCode.flops(trunk.outputShape(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return trunk.activationBytes(input) + toCode.activationBytes(trunk.outputShape(input));
    }

    @Override
    public double passBytes(Shape input) {
        return trunk.passBytes(input);
    }
}
