package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockKernel;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.TransformerBlock;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer without a head, under the names of timm and BEiT: {@code cls_token}, {@code pos_embed},
 * {@code patch_embed.proj}, {@code blocks.0}, {@code norm}, and {@code rel_pos_bias} where the blocks share a table.
 *
 * <p>Pictures (B, 3, S, S) float32 in [0, 1] to tokens (B, 1 + N, D) float32. Dosovitskiy et al. 2020; with relative
 * bias and layer scale Bao et al. 2021.
 */
public final class VisionTransformer extends Layer implements VisionEncoder {
    private final VitConfig config;
    private final Kernel normalisation;
    private final NDArray classToken;
    private final NDArray positions;
    private final @Nullable RelativePositions relative;
    private final @Nullable NDArray sharedTable;
    private final PatchEmbedding patches;
    private final List<TransformerBlock> blocks;
    private final LayerNorm norm;

    /** An encoder with fresh weights. */
    public VisionTransformer(NetworkContext context, VitConfig config) {
        Initial initial = Initial.of(context);
        int width = config.block().width();
        this.config = config;
        this.normalisation = config.normalisation().kernel();
        this.classToken = parameter("cls_token", config.start().classToken(initial, width));
        this.positions = positions(context, initial);
        this.patches = child(
                "patch_embed",
                new PatchEmbedding(
                        context, config.start().patches(initial, width, config.patch()), config.frozenPatches()));
        this.relative = config.relativeBias() == RelativeBias.NONE
                ? null
                : new RelativePositions(context.manager(), config.grid(), config.grid());
        this.sharedTable =
                relative != null && config.relativeBias() == RelativeBias.SHARED ? table(initial, relative) : null;
        this.blocks = blocks(context, context.precision());
        this.norm = child("norm", new LayerNorm(context, width));
    }

    private NDArray table(Initial initial, RelativePositions positions) {
        NDArray zeros = initial.zeros(positions.rows(), config.block().heads());
        return parameter("rel_pos_bias." + RelativePositions.TABLE, zeros);
    }

    private NDArray positions(NetworkContext context, Initial initial) {
        int width = config.block().width();
        Shape shape = new Shape(1, config.tokens(), width);
        return switch (config.positions()) {
            case NONE -> initial.zeros(shape.getShape());
            case LEARNED -> parameter("pos_embed", config.start().positions(initial, config.tokens(), width));
            case SIN_COS -> buffer("pos_embed", context.manager().create(SinCosTable.mae(width, config.grid()), shape));
            case SIN_COS_MOCO ->
                buffer(
                        "pos_embed",
                        context.manager().create(SinCosTable.moco(width, config.grid(), config.grid()), shape));
        };
    }

    private List<TransformerBlock> blocks(NetworkContext context, Precision precision) {
        BlockKernel kernel = new BlockKernel(config.block(), relative != null, precision);
        @Nullable RelativePositions own = config.relativeBias() == RelativeBias.PER_BLOCK ? relative : null;
        List<TransformerBlock> made = new ArrayList<>();
        for (int i = 0; i < config.depth(); i++) {
            made.add(child(
                    "blocks." + i,
                    new TransformerBlock(
                            context,
                            config.block(),
                            kernel,
                            config.start().linear(),
                            config.start().projection(i + 1),
                            own,
                            config.dropPath(i))));
        }
        return List.copyOf(made);
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        return encode(images, Masking.none(), training);
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        List<NDArray> last = run(images, masking, List.of(config.depth()), training);
        try (NDArray tokens = last.get(0)) {
            return norm.forward(tokens, training);
        }
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, boolean training) {
        for (int i = 0; i < layers.size(); i++) {
            int layer = layers.get(i);
            if (layer < 1 || layer > config.depth() || (i > 0 && layer <= layers.get(i - 1))) {
                throw new IllegalArgumentException(
                        "layers " + layers + " are not ascending from 1 to " + config.depth());
            }
        }
        return run(images, Masking.none(), layers, training);
    }

    /** The residual stream after the given blocks; what lies between is closed, its graph lives on. */
    private List<NDArray> run(NDArray images, Masking masking, List<Integer> layers, boolean training) {
        if (relative != null && masking instanceof Masking.Keep) {
            throw new UnsupportedOperationException("an encoder with relative positions sees all patches");
        }
        List<NDArray> kept = new ArrayList<>();
        @Nullable NDArray bias = relative == null || sharedTable == null ? null : relative.bias(images, sharedTable);
        NDArray x = embed(images, masking, training);
        boolean wanted = false;
        for (int block = 1; kept.size() < layers.size(); block++) {
            NDArray next = blocks.get(block - 1).forward(x, bias, training);
            if (!wanted) {
                x.close();
            }
            wanted = layers.contains(block);
            if (wanted) {
                kept.add(next);
            }
            x = next;
        }
        if (bias != null) {
            bias.close();
        }
        return kept;
    }

    private NDArray embed(NDArray images, Masking masking, boolean training) {
        try (NDArray normal = normalisation.apply(images);
                NDArray tokens = patches.forward(normal, training)) {
            return TokenSequence.of(tokens, classToken, positions, masking);
        }
    }

    @Override
    public int imageSize() {
        return config.image();
    }

    @Override
    public int patchSize() {
        return config.patch();
    }

    @Override
    public int width() {
        return config.block().width();
    }

    @Override
    public int depth() {
        return config.depth();
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(this);
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Parameters.trainable(this);
    }

    /** As in BEiT: a shared table of relative positions counts as following the last block, a mask token as input. */
    @Override
    public int layerOf(String parameter) {
        if (parameter.startsWith("blocks.")) {
            return 1 + Integer.parseInt(parameter.substring(7, parameter.indexOf('.', 7)));
        }
        boolean input = parameter.startsWith("patch_embed.")
                || parameter.equals("cls_token")
                || parameter.equals("pos_embed")
                || parameter.equals("mask_token");
        return input ? 0 : config.depth() + 1;
    }

    @Override
    public VisionTransformer twin(NetworkContext context) {
        VisionTransformer twin = new VisionTransformer(context, config);
        Weights.copyInto(twin.state(), state());
        return twin;
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), config.tokens(), width());
    }

    @Override
    public double flops(Shape input) {
        return patches.flops(input) + config.depth() * config.block().flops(outputShape(input));
    }

    @Override
    public double flopsPerImage() {
        return flops(new Shape(1, 3, imageSize(), imageSize()));
    }
}
