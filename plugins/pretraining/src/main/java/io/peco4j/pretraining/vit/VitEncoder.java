package io.peco4j.pretraining.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.TableResize;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A vision transformer that normalises pictures with ImageNet's mean and deviation.
 *
 * <p>Its defaults are PeCo's backbone, the plain ViT-B/16: learned positions, no relative position bias, no layer scale
 * (Dosovitskiy et al. 2020). With a shared relative bias and a layer scale of 0.1 it is BEiT's, except for the bias of
 * the keys, which changes no attention. Options describe square pictures; passes and twins may have any sides that are
 * multiples of the patch.
 */
public final class VitEncoder implements VisionEncoder {
    private final VisionTransformer network;
    private final boolean pretrained;

    /** What a study may say about this encoder. */
    public record Options(
            @Describe(
                    "width/blocks/heads: tiny 192/12/3, small 384/12/6, base 768/12/12, large 1024/24/16, huge 1280/32/16")
            @Default("base")
            VitSize size,

            @Describe("number of blocks; 0: as many as the size has") @Default("0") @Range(min = 0, max = 1000)
            int depth,

            @Describe("side of a patch, in pixels; divides the picture's") @Default("16") @Range(min = 1, max = 128)
            int patch,

            @Describe("side of the pictures, in pixels") @Default("224") @Range(min = 8, max = 2048)
            int image,

            @Describe(
                    "what is added to the tokens: learned; learned-dino, which differs at other sizes; sin-cos (MAE's order); sin-cos-moco; or none")
            @Default("learned")
            Positions positions,

            @Describe(
                    "how fresh weights are drawn: as in beit, mae, moco-v3 or timm (DeiT, DINO); auto: as in the model with these positions, which is beit with learned ones or none")
            @Default("auto")
            FreshWeights start,

            @Describe("learned bias of attention scores by relative position: none, one table shared, or one per-block")
            @Default("none")
            RelativeBias relativePositionBias,

            @Describe(
                    "how that bias is resized for pictures of other sizes: geometric, as BEiT is fine-tuned, or bicubic, as it detects")
            @Default("geometric")
            TableResize relativePositionResize,

            @Describe("where the scale of each block's branches starts; 0: no such scale")
            @Default("0")
            @Range(min = 0, max = 1)
            double layerScale,

            @Describe(
                    "share of samples that skip a branch of the last block in training; rises linearly from 0 at the first")
            @Default("0")
            @Range(min = 0, max = 0.9)
            double dropPath,

            @Describe("whether queries, keys and values have biases") @Default("true")
            boolean qkvBias,

            @Describe(
                    "weights to start from, a .safetensors, .pth or .npz file of timm, DeiT, DINO, MAE, BEiT, MoCo v3, Hugging Face or peco4j; absent: fresh ones")
            Optional<Path> weights) {}

    /**
     * An encoder with fresh weights, or those of a file.
     *
     * @throws InvalidInputException PECO-120 if the patches do not tile the pictures; PECO-3xx if the file is missing
     *     or damaged, or holds the weights of another network
     */
    @Inject
    public VitEncoder(Options options, NetworkContext context) {
        if (options.image() % options.patch() != 0) {
            throw new InvalidInputException(new Problem(
                    "PECO-120",
                    "patch = " + options.patch() + " does not divide image = " + options.image(),
                    "vit",
                    "a patch that tiles the picture: " + tiling(options)));
        }
        BlockShape plain = options.size().block();
        BlockShape block = new BlockShape(
                plain.width(),
                plain.heads(),
                plain.headWidth(),
                plain.mlpWidth(),
                options.qkvBias() ? QkvBias.FUSED : QkvBias.NONE,
                options.layerScale());
        this.network = new VisionTransformer(
                context,
                new VitConfig(
                                options.image(),
                                options.patch(),
                                options.depth() == 0 ? options.size().depth() : options.depth(),
                                block,
                                options.positions(),
                                options.relativePositionBias(),
                                options.dropPath(),
                                options.start().with(options.positions()),
                                false,
                                Normalisation.IMAGENET)
                        .withTables(options.relativePositionResize()));
        this.pretrained = options.weights().isPresent();
        options.weights().ifPresent(path -> {
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                checkpoint.loadInto(network.state());
            }
        });
    }

    private VitEncoder(VisionTransformer network, boolean pretrained) {
        this.network = network;
        this.pretrained = pretrained;
    }

    /** The nearest patch sizes below and above that divide the picture. */
    private static String tiling(Options options) {
        int below = options.patch();
        while (options.image() % below != 0) {
            below--;
        }
        int above = options.patch();
        while (above < options.image() && options.image() % above != 0) {
            above++;
        }
        return below + " or " + above;
    }

    @Override
    public PictureSize imageSize() {
        return network.imageSize();
    }

    @Override
    public int patchSize() {
        return network.patchSize();
    }

    @Override
    public int width() {
        return network.width();
    }

    @Override
    public int heads() {
        return network.heads();
    }

    @Override
    public int depth() {
        return network.depth();
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        return network.encode(images, masking, training);
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        return network.features(images, layers, masking, training);
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return network.normalised(tokens);
    }

    @Override
    public Map<String, NDArray> state() {
        return network.state();
    }

    @Override
    public Map<String, NDArray> trainable() {
        return network.trainable();
    }

    @Override
    public int layerOf(String parameter) {
        return network.layerOf(parameter);
    }

    @Override
    public Set<String> withoutWeightDecay() {
        return network.withoutWeightDecay();
    }

    @Override
    public Set<String> patchEmbedding() {
        return network.patchEmbedding();
    }

    @Override
    public Set<String> finalNorm() {
        return network.finalNorm();
    }

    @Override
    public double flopsPerImage() {
        return network.flopsPerImage();
    }

    @Override
    public double flopsPerImage(PictureSize size, int visible) {
        return network.flopsPerImage(size, visible);
    }

    @Override
    public boolean isPretrained() {
        return pretrained;
    }

    @Override
    public double activationBytes(PictureSize size, int visible) {
        return network.activationBytes(size, visible);
    }

    @Override
    public VitEncoder twin(PictureSize size, NetworkContext context) {
        return new VitEncoder(network.twin(size, context), pretrained);
    }
}
