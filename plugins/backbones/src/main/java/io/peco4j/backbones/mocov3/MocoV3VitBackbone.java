package io.peco4j.backbones.mocov3;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.perceptual.PerceptualDistance;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Patch tokens of a vision transformer, after chosen blocks, as maps: PeCo's feature network (Dong et al. 2021, section
 * 3.2), a ViT trained by MoCo v3 with blocks 3, 6, 9 and 12. The class token is left out.
 *
 * <p>Weights come from a file, or the framework trains them on the study's own pictures. Pictures of another size than
 * the encoder's are resized, bilinearly and without anti-aliasing, so that their gradient reaches every pixel of an
 * enlarged picture.
 */
public final class MocoV3VitBackbone implements PerceptualBackbone {
    private final NetworkContext context;
    private final Component<PretrainingFramework> training;
    private final VisionEncoder encoder;
    private final List<Integer> layers;
    private final boolean fixed;
    private final TokenMaps maps;
    private @Nullable PretrainingFramework framework;

    /** What a study may say about this backbone. */
    public record Options(
            @Describe("the network; its picture size is its own, others are resized to it")
            @Default("{component = vit, size = tiny, positions = sin-cos-moco}")
            Component<VisionEncoder> encoder,

            @Describe("blocks whose output is compared, ascending from 1")
            @Default("[3, 6, 9, 12]")
            @Range(min = 1, max = 1000)
            List<Integer> layers,

            @Describe(
                    "weights of the encoder, a .safetensors, .pth or .npz file of MoCo v3, DINO, MAE, BEiT, timm, Hugging Face or peco4j; absent: they are trained on the study's pictures")
            Optional<Path> weights,

            @Describe("what trains the encoder where there is no file") @Default("moco-v3")
            Component<PretrainingFramework> training) {

        /** @throws IllegalArgumentException if the layers are none or not ascending */
        public Options {
            layers = List.copyOf(layers);
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("layers names no block");
            }
            for (int i = 1; i < layers.size(); i++) {
                if (layers.get(i) <= layers.get(i - 1)) {
                    throw new IllegalArgumentException("layers = " + layers + " is not ascending");
                }
            }
        }
    }

    /**
     * Makes the encoder, and reads its weights where there is a file.
     *
     * @throws InvalidInputException PECO-150 if the encoder has fewer blocks than a layer says; PECO-3xx if the file is
     *     missing or damaged, or holds the weights of another network
     */
    @Inject
    public MocoV3VitBackbone(Options options, NetworkContext context) {
        this.context = context;
        this.training = options.training();
        this.encoder = context.create(options.encoder());
        this.layers = options.layers();
        this.fixed = options.weights().isPresent();
        int last = layers.get(layers.size() - 1);
        if (last > encoder.depth()) {
            throw new InvalidInputException(new Problem(
                    "PECO-150",
                    "layers = " + layers + " names block " + last + " of an encoder with " + encoder.depth(),
                    "mocov3-vit",
                    "layers from 1 to " + encoder.depth()));
        }
        this.maps = new TokenMaps(encoder.imageSize(), encoder.grid());
        options.weights().ifPresent(path -> {
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                checkpoint.loadInto(encoder.state());
            }
        });
        encoder.trainable().values().forEach(parameter -> parameter.setRequiresGradient(false));
    }

    @Override
    public List<NDArray> features(NDArray images) {
        List<NDArray> trained = framework == null ? List.of() : requiring();
        trained.forEach(parameter -> parameter.setRequiresGradient(false));
        try {
            return encoder.features(maps.fit(images), layers, Masking.none(), false).stream()
                    .map(maps::of)
                    .toList();
        } finally {
            trained.forEach(parameter -> parameter.setRequiresGradient(true));
        }
    }

    /** Made when it is first asked for: a backbone that only compares has no use for heads and a second encoder. */
    @Override
    public Optional<Learner> learner() {
        if (fixed) {
            return Optional.empty();
        }
        if (framework == null) {
            encoder.trainable().values().forEach(parameter -> parameter.setRequiresGradient(true));
            framework = context.create(training, encoder);
        }
        return framework.learner();
    }

    @Override
    public Map<String, NDArray> state() {
        return encoder.state();
    }

    @Override
    public double flopsPerImage() {
        return encoder.flopsPerImage();
    }

    @Override
    public double activationBytes() {
        double features = (double) layers.size() * encoder.grid().patches() * encoder.width();
        return encoder.activationBytes() + PerceptualDistance.activationBytes(features);
    }

    /** What the framework trains now; it may have frozen some of the encoder. */
    private List<NDArray> requiring() {
        return encoder.trainable().values().stream()
                .filter(NDArray::hasGradient)
                .toList();
    }
}
