package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.TransformerStack;
import io.peco4j.nn.transformer.TransformerStack.Bias;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer without a head, under the names of timm and BEiT: {@code cls_token}, {@code dist_token} where
 * there is one, {@code pos_embed}, {@code patch_embed.proj}, {@code blocks.0}, {@code norm}, and {@code rel_pos_bias}
 * where the blocks share a table.
 *
 * <p>Pictures (B, 3, H, W) float32 in [0, 1] to tokens (B, 1 + N, D) float32. Dosovitskiy et al. 2020; with relative
 * bias and layer scale Bao et al. 2021.
 */
public final class VisionTransformer extends Layer implements VisionEncoder {
    private static final String SHARED = "rel_pos_bias.";

    private final VitConfig config;
    private final Kernel normalisation;
    private final NDArray classToken;
    private final @Nullable NDArray distillationToken;
    private final NDArray positions;
    private final @Nullable RelativePositions relative;
    private final @Nullable NDArray sharedTable;
    private final PatchEmbedding patches;
    private final TransformerStack blocks;
    private final LayerNorm norm;

    /** An encoder with fresh weights. */
    public VisionTransformer(NetworkContext context, VitConfig config) {
        Initial initial = Initial.of(context);
        Start start = config.start();
        int width = config.block().width();
        this.config = config;
        this.normalisation = config.normalisation().kernel();
        this.classToken = parameter("cls_token", start.token(initial, width));
        this.distillationToken = config.distilled() ? parameter("dist_token", start.token(initial, width)) : null;
        this.positions = positions(context, initial);
        NDArray weight = start.patches(initial, width, config.patch());
        NDArray bias = start.patchBias(initial, width, config.patch());
        this.patches = child("patch_embed", new PatchEmbedding(context, weight, bias, config.frozenPatches()));
        this.relative = config.relativeBias() == RelativeBias.NONE
                ? null
                : new RelativePositions(context.manager(), config.gridRows(), config.gridColumns());
        this.sharedTable =
                relative != null && config.relativeBias() == RelativeBias.SHARED ? table(initial, relative) : null;
        this.blocks = child("blocks", new TransformerStack(context, config.stack(), start::block, bias(relative)));
        this.norm = child("norm", new LayerNorm(context, width));
    }

    private NDArray table(Initial initial, RelativePositions pairs) {
        NDArray zeros = initial.zeros(pairs.rows(), config.block().heads());
        NDArray table = parameter(SHARED + RelativePositions.TABLE, zeros);
        buffer(SHARED + RelativePositions.INDEX, pairs.index());
        return table;
    }

    private Bias bias(@Nullable RelativePositions pairs) {
        if (pairs == null) {
            return new Bias.None();
        }
        return config.relativeBias() == RelativeBias.SHARED ? new Bias.Passed() : new Bias.PerBlock(pairs);
    }

    private NDArray positions(NetworkContext context, Initial initial) {
        int width = config.block().width();
        int rows = config.gridRows();
        int columns = config.gridColumns();
        Shape shape = new Shape(1, config.tokens(), width);
        return switch (config.positions()) {
            case NONE -> initial.zeros(shape.getShape());
            case LEARNED -> parameter("pos_embed", config.start().positions(initial, config.tokens(), width));
            case SIN_COS -> buffer("pos_embed", context.manager().create(SinCosTable.mae(width, rows, columns), shape));
            case SIN_COS_MOCO ->
                buffer("pos_embed", context.manager().create(SinCosTable.moco(width, rows, columns), shape));
        };
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        return encode(images, Masking.none(), training);
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        NDArray tokens = sequence(images, masking, training);
        return config.distilled() ? TokenSequence.withoutDistillation(tokens) : tokens;
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, boolean training) {
        List<NDArray> found = run(images, Masking.none(), layers, training);
        return config.distilled()
                ? found.stream().map(TokenSequence::withoutDistillation).toList()
                : found;
    }

    /** All tokens after the final norm, a distillation token among them. */
    NDArray sequence(NDArray images, Masking masking, boolean training) {
        List<NDArray> last = run(images, masking, List.of(config.depth()), training);
        try (NDArray tokens = last.get(0)) {
            return norm.forward(tokens, training);
        }
    }

    private List<NDArray> run(NDArray images, Masking masking, List<Integer> layers, boolean training) {
        if (relative != null && masking instanceof Masking.Keep) {
            throw new UnsupportedOperationException("an encoder with relative positions sees all patches");
        }
        @Nullable NDArray bias = relative == null || sharedTable == null ? null : relative.bias(images, sharedTable);
        try (NDArray x = embed(images, masking, training)) {
            return blocks.features(x, bias, layers, training);
        } finally {
            if (bias != null) {
                bias.close();
            }
        }
    }

    private NDArray embed(NDArray images, Masking masking, boolean training) {
        try (NDArray normal = normalisation.apply(images);
                NDArray tokens = patches.forward(normal, training)) {
            return distillationToken == null
                    ? TokenSequence.of(tokens, classToken, positions, masking)
                    : TokenSequence.of(tokens, classToken, distillationToken, positions, masking);
        }
    }

    /** What it is made of. */
    public VitConfig config() {
        return config;
    }

    /** @throws UnsupportedOperationException if pictures are not as high as wide */
    @Override
    public int imageSize() {
        if (config.image().height() != config.image().width()) {
            throw new UnsupportedOperationException("pictures of " + config.image() + " pixels have no one side");
        }
        return config.image().height();
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
                || parameter.equals("dist_token")
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
        return new Shape(input.get(0), 1 + config.patches(), width());
    }

    @Override
    public double flops(Shape input) {
        return patches.flops(input) + config.stack().flops(new Shape(input.get(0), config.tokens(), width()));
    }

    @Override
    public double flopsPerImage() {
        return flops(new Shape(1, 3, config.image().height(), config.image().width()));
    }
}
