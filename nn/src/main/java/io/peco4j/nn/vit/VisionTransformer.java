package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.transformer.DropPath;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.TransformerStack;
import io.peco4j.nn.transformer.TransformerStack.Bias;
import io.peco4j.nn.transformer.TransformerStack.Pairs;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer without a head, under the names of timm and BEiT: {@code cls_token}, {@code dist_token} where
 * there is one, {@code pos_embed}, {@code patch_embed.proj}, {@code blocks.0}, {@code norm}, and {@code rel_pos_bias}
 * where the blocks share a table.
 *
 * <p>Pictures (B, 3, H, W) float32 in [0, 1] to tokens (B, 1 + N, D) float32. Of pictures of another size than the
 * configured one, whose sides are multiples of the patch, positions are resized in each pass; gradients reach them. A
 * twin for that size resizes once. Dosovitskiy et al. 2020; with relative bias and layer scale Bao et al. 2021.
 */
public final class VisionTransformer extends Layer implements VisionEncoder {
    private static final String SHARED = "rel_pos_bias.";
    private static final Set<String> SPARED = Set.of("cls_token", "dist_token", "pos_embed");

    private final VitConfig config;
    private final Kernel normalisation;
    private final NDArray classToken;
    private final @Nullable NDArray distillationToken;
    private final TokenPlaces places;
    private final PatchEmbedding patches;
    private final TransformerStack blocks;
    private final LayerNorm norm;

    /** An encoder with fresh weights whose drop path draws from the engine's generator. */
    public VisionTransformer(NetworkContext context, VitConfig config) {
        this(context, config, DropPath.Draws.ENGINE);
    }

    /**
     * An encoder with fresh weights.
     *
     * @param draws which samples drop path leaves out, block by block; a twin's are the engine's
     */
    public VisionTransformer(NetworkContext context, VitConfig config, DropPath.Draws draws) {
        Initial initial = Initial.of(context);
        Start start = config.start();
        int width = config.block().width();
        this.config = config;
        this.normalisation = config.normalisation().kernel();
        this.classToken = parameter("cls_token", start.token(initial, width));
        this.distillationToken = config.distilled() ? parameter("dist_token", start.token(initial, width)) : null;
        NDArray positions = positions(context, initial);
        NDArray weight = start.patches(initial, width, config.patch());
        NDArray bias = start.patchBias(initial, width, config.patch());
        this.patches = child("patch_embed", new PatchEmbedding(context, weight, bias, config.frozenPatches()));
        @Nullable
        RelativePositions relative = config.relativeBias() == RelativeBias.NONE
                ? null
                : new RelativePositions(context.manager(), config.gridRows(), config.gridColumns());
        @Nullable
        NDArray shared =
                relative != null && config.relativeBias() == RelativeBias.SHARED ? table(initial, relative) : null;
        this.places = new TokenPlaces(config, positions, relative, shared);
        this.blocks =
                child("blocks", new TransformerStack(context, config.stack(), start::block, bias(relative), draws));
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
            case LEARNED, LEARNED_DINO ->
                parameter("pos_embed", config.start().positions(initial, config.tokens(), width));
            case SIN_COS ->
                buffer("pos_embed", Tensors.of(context.manager(), SinCosTable.mae(width, rows, columns), shape));
            case SIN_COS_MOCO ->
                buffer("pos_embed", Tensors.of(context.manager(), SinCosTable.moco(width, rows, columns), shape));
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
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        List<NDArray> found = run(images, masking, layers, training);
        return config.distilled()
                ? found.stream().map(TokenSequence::withoutDistillation).toList()
                : found;
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return norm.forward(tokens, false);
    }

    /** All tokens after the final norm, a distillation token among them. */
    NDArray sequence(NDArray images, Masking masking, boolean training) {
        List<NDArray> last = run(images, masking, List.of(config.depth()), training);
        try (NDArray tokens = last.get(0)) {
            return norm.forward(tokens, training);
        }
    }

    /**
     * How much each token takes from each other one in a block, by head, as DINO shows it: float32 (B, heads, 1 + N, 1
     * + N), rows that add up to 1; with a distillation token one row and column more. In evaluation mode.
     *
     * @param layer from 1 to {@link #depth()}
     */
    public NDArray attention(NDArray images, int layer) {
        return run(images, Masking.none(), false, (x, pairs) -> blocks.attention(x, pairs, layer));
    }

    private List<NDArray> run(NDArray images, Masking masking, List<Integer> layers, boolean training) {
        return run(images, masking, training, (x, pairs) -> blocks.features(x, pairs, layers, training));
    }

    private <R> R run(NDArray images, Masking masking, boolean training, BiFunction<NDArray, Pairs, R> pass) {
        if (config.relativeBias() != RelativeBias.NONE && masking instanceof Masking.Keep) {
            throw new UnsupportedOperationException("an encoder with relative positions sees all patches");
        }
        PatchGrid grid = PictureSize.of(images).grid(config.patch());
        Pairs pairs = places.pairs(images, grid);
        try (NDArray x = embed(images, places.positions(images, grid), masking, training)) {
            return pass.apply(x, pairs);
        } finally {
            if (pairs instanceof Pairs.Given given) {
                given.bias().close();
            }
        }
    }

    private NDArray embed(NDArray images, NDArray positions, Masking masking, boolean training) {
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

    @Override
    public PictureSize imageSize() {
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
    public int heads() {
        return config.block().heads();
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

    /** Biases, factors of norms and of layer scale, class and distillation token, and positions; as in BEiT's code. */
    @Override
    public Set<String> withoutWeightDecay() {
        Set<String> spared = new TreeSet<>(SPARED);
        spared.retainAll(trainable().keySet());
        spared.addAll(Parameters.vectors(trainable()));
        return spared;
    }

    @Override
    public Set<String> patchEmbedding() {
        return Parameters.prefixed("patch_embed", Parameters.state(patches)).keySet();
    }

    @Override
    public Set<String> finalNorm() {
        return Parameters.prefixed("norm", Parameters.state(norm)).keySet();
    }

    @Override
    public VisionTransformer twin(NetworkContext context) {
        return twin(config.image(), context);
    }

    @Override
    public VisionTransformer twin(PictureSize size, NetworkContext context) {
        VisionTransformer twin = new VisionTransformer(context, config.withImage(size));
        if (size.equals(config.image())) {
            Weights.copyInto(twin.state(), state());
            return twin;
        }
        try (NDManager scratch = context.manager().newSubManager()) {
            Weights.copyInto(twin.state(), places.resized(state(), twin.state(), twin.grid(), scratch));
        }
        return twin;
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), 1 + patches.outputShape(input).get(1), width());
    }

    @Override
    public double flops(Shape input) {
        long tokens = config.leadingTokens() + patches.outputShape(input).get(1);
        return patches.flops(input) + config.stack().flops(new Shape(input.get(0), tokens, width()));
    }

    @Override
    public double flopsPerImage() {
        return flops(new Shape(1, 3, config.image().height(), config.image().width()));
    }

    @Override
    public double flopsPerImage(PictureSize size, int visible) {
        Shape blocks = new Shape(1, config.leadingTokens() + visible, width());
        return patches.flops(new Shape(1, 3, size.height(), size.width()))
                + config.stack().flops(blocks);
    }

    @Override
    public double activationBytes(Shape input) {
        int visible = Math.toIntExact(patches.outputShape(input).get(1));
        PictureSize size = new PictureSize(Math.toIntExact(input.get(2)), Math.toIntExact(input.get(3)));
        return input.get(0) * activationBytes(size, visible);
    }

    @Override
    public double passBytes(Shape input) {
        long tokens = config.leadingTokens() + patches.outputShape(input).get(1);
        return Math.max(patches.passBytes(input), blocks.passBytes(new Shape(input.get(0), tokens, width())));
    }

    @Override
    public double activationBytes(PictureSize size, int visible) {
        Shape tokens = new Shape(1, config.leadingTokens() + visible, width());
        return patches.activationBytes(new Shape(1, 3, size.height(), size.width()))
                + blocks.activationBytes(tokens)
                + norm.activationBytes(tokens);
    }
}
