package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockKernel;
import io.peco4j.nn.transformer.BlockStart;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.TransformerBlock;
import io.peco4j.nn.transformer.WeightRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer over videos with a head, under the names of the original: {@code cls_token}, {@code pos_embed},
 * {@code time_embed}, {@code patch_embed.proj}, {@code blocks.0} (see {@link DividedBlock}), {@code norm},
 * {@code head}. Bertasius, Wang and Torresani 2021.
 *
 * <p>Videos (B, 3, T, S, S) float32 in [0, 1] to logits (B, K) float32. A video may have other sizes than the network
 * was made for: embeddings are resized to the nearest. Linear maps, class token and positions start normal with
 * deviation 0.02, the time embedding and what writes back from attention along time at 0. One thread at a time in
 * training.
 */
public final class TimeSformer extends Layer {
    private static final double DEVIATION = 0.02;
    private static final WeightRule RULE = WeightRule.normal(DEVIATION);

    /** The class token after the last block; over frames that were apart, its mean. */
    private static final Kernel LAST = Kernel.compile("last class token", """
            def forward(self, x: Tensor, video: Tensor) -> Tensor:
              first = torch.reshape(torch.select(x, 1, 0), [torch.size(video, 0), -1, torch.size(x, 2)])
              return torch.mean(first, [1])
            """);

    /** A block of any kind. */
    private interface Block {
        /** @param time the time embedding, whose shape says how many frames there are */
        NDArray forward(NDArray x, NDArray time, boolean training);

        /** Floating-point operations of one pass over B videos of T frames of N patches. */
        double flops(long batch, long patches, long frames);

        /** Bytes that such a pass keeps for the backward one. */
        double activationBytes(long batch, long patches, long frames);
    }

    private final TimeSformerConfig config;
    private final Kernel normalisation;
    private final NDArray classToken;
    private final NDArray positions;
    private final @Nullable NDArray time;
    private final VideoPatches patches;
    private final VideoTokens tokens;
    private final List<Block> blocks;
    private final LayerNorm norm;
    private final Linear head;

    /** A network with fresh weights. */
    public TimeSformer(NetworkContext context, TimeSformerConfig config) {
        Initial initial = Initial.of(context);
        int width = config.block().width();
        long count = 1 + (long) config.grid() * config.grid();
        this.config = config;
        this.normalisation = config.normalisation().kernel();
        this.classToken = parameter("cls_token", initial.normal(DEVIATION, 1, 1, width));
        this.positions = parameter("pos_embed", initial.normal(DEVIATION, 1, count, width));
        this.time = config.attention() == VideoAttention.SPACE_ONLY
                ? null
                : parameter("time_embed", initial.zeros(1, config.frames(), width));
        this.patches = child("patch_embed", new VideoPatches(context, config.patch(), width));
        this.tokens = new VideoTokens(config);
        this.blocks = config.attention() == VideoAttention.DIVIDED ? divided(context) : plain(context);
        this.norm = child("norm", new LayerNorm(context, width));
        this.head = child("head", new Linear(context, width, config.classes(), RULE));
    }

    private List<Block> divided(NetworkContext context) {
        DividedBlockKernel kernel = new DividedBlockKernel(config.block(), context.precision());
        List<Block> made = new ArrayList<>();
        for (int i = 0; i < config.depth(); i++) {
            made.add(new Divided(child(
                    "blocks." + i,
                    new DividedBlock(context, config.block(), kernel, config.frames(), RULE, config.dropPath(i)))));
        }
        return List.copyOf(made);
    }

    private List<Block> plain(NetworkContext context) {
        BlockKernel kernel = new BlockKernel(config.block(), false, context.precision());
        boolean joint = config.attention() == VideoAttention.JOINT;
        List<Block> made = new ArrayList<>();
        for (int i = 0; i < config.depth(); i++) {
            made.add(new Plain(
                    child(
                            "blocks." + i,
                            new TransformerBlock(
                                    context, config.block(), kernel, BlockStart.of(RULE), null, config.dropPath(i))),
                    joint,
                    config.block().width()));
        }
        return List.copyOf(made);
    }

    private record Divided(DividedBlock block) implements Block {
        @Override
        public NDArray forward(NDArray x, NDArray time, boolean training) {
            return block.forward(x, time, training);
        }

        @Override
        public double flops(long batch, long patches, long frames) {
            return block.flops((double) batch, (double) patches, (double) frames);
        }

        @Override
        public double activationBytes(long batch, long patches, long frames) {
            return block.activationBytes((double) batch, (double) patches, (double) frames);
        }
    }

    private record Plain(TransformerBlock block, boolean joint, int width) implements Block {
        @Override
        public NDArray forward(NDArray x, NDArray time, boolean training) {
            return block.forward(x, training);
        }

        @Override
        public double flops(long batch, long patches, long frames) {
            return block.flops(tokens(batch, patches, frames));
        }

        @Override
        public double activationBytes(long batch, long patches, long frames) {
            return block.activationBytes(tokens(batch, patches, frames));
        }

        private Shape tokens(long batch, long patches, long frames) {
            return joint
                    ? new Shape(batch, 1 + patches * frames, width)
                    : new Shape(batch * frames, 1 + patches, width);
        }
    }

    @Override
    public NDArray forward(NDArray videos, boolean training) {
        try (NDArray features = features(videos, training)) {
            return head.forward(features, training);
        }
    }

    /** What the head sees: the class token after the final norm, float32 (B, D), owned by the manager of the videos. */
    public NDArray features(NDArray videos, boolean training) {
        try (NDArray stream = streams(videos, List.of(config.depth()), training).get(0);
                NDArray last = LAST.apply(stream, videos)) {
            return norm.forward(last, training);
        }
    }

    /**
     * The residual stream after the given blocks, owned by the manager of the videos: float32 (B, 1 + N T, D), the
     * class token first, then patch by patch its frames; (B T, 1 + N, D) where frames are apart.
     *
     * @param layers from 1 (after the first block) to the depth, ascending
     */
    public List<NDArray> streams(NDArray videos, List<Integer> layers, boolean training) {
        check(layers);
        NDList start = embed(videos, training);
        NDArray when = start.size() > 1 ? start.get(1) : classToken;
        NDArray x = start.get(0);
        List<NDArray> kept = new ArrayList<>();
        boolean wanted = false;
        for (int block = 1; kept.size() < layers.size(); block++) {
            NDArray next = blocks.get(block - 1).forward(x, when, training);
            if (!wanted) {
                x.close();
            }
            wanted = layers.contains(block);
            if (wanted) {
                kept.add(next);
            }
            x = next;
        }
        start.close();
        return kept;
    }

    private void check(List<Integer> layers) {
        int before = 0;
        for (int layer : layers) {
            if (layer <= before || layer > config.depth()) {
                throw new IllegalArgumentException(
                        "layers " + layers + " are not ascending from 1 to " + config.depth());
            }
            before = layer;
        }
    }

    /** The tokens, and the time embedding where there is one. */
    private NDList embed(NDArray videos, boolean training) {
        try (NDArray normal = normalisation.apply(videos);
                NDArray cut = patches.forward(normal, training)) {
            return time == null
                    ? new NDList(tokens.apart(cut, classToken, positions, videos))
                    : tokens.together(cut, classToken, positions, time, videos);
        }
    }

    /**
     * Starts from an image transformer of the same width, depth and patch size (or another video transformer):
     * attention along time becomes a copy of that across the picture unless the source has its own, positions and times
     * of another count are resized to the nearest, a head of another number of classes is left out. {@code temporal_fc}
     * stays.
     *
     * @param source tensors by name; unchanged
     * @return what was adapted, a line each
     * @throws io.peco4j.api.problem.InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and
     *     unfitting tensors; nothing is changed then
     */
    public List<String> startFrom(Map<String, NDArray> source) {
        return ImageStart.copyInto(Parameters.state(this), source, classToken.getManager());
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), config.classes());
    }

    @Override
    public double flops(Shape input) {
        Shape cut = patches.outputShape(input);
        double block = blocks.get(0).flops(cut.get(0), cut.get(1), cut.get(2));
        return patches.flops(input) + config.depth() * block + head.flops(new Shape(cut.get(0), cut.get(3)));
    }

    @Override
    public double activationBytes(Shape input) {
        Shape cut = patches.outputShape(input);
        double inBlocks = blocks.stream()
                .mapToDouble(block -> block.activationBytes(cut.get(0), cut.get(1), cut.get(2)))
                .sum();
        Shape last = new Shape(cut.get(0), cut.get(3));
        return patches.activationBytes(input) + inBlocks + norm.activationBytes(last) + head.activationBytes(last);
    }
}
