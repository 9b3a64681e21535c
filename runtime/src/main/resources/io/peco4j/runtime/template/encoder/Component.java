package @package@;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.nn.Affine;
import io.peco4j.nn.weights.Weights;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An MLP-Mixer with a class token (Tolstikhin et al. 2021): a perceptron over the tokens, then one over the channels.
 */
@Describe("an MLP-Mixer with a class token; its pictures have one size")
public final class @Name@ implements VisionEncoder {
    private final @Name@Options options;
    private final @Name@Network network;

    /** Makes an untrained one: the context owns its parameters, and seeds them. */
    @Inject
    public @Name@(@Name@Options options, NetworkContext context) {
        this.options = options;
        this.network = new @Name@Network(options, context);
    }

    @Override
    public PictureSize imageSize() {
        return PictureSize.square(options.image());
    }

    @Override
    public int patchSize() {
        return options.patch();
    }

    @Override
    public int width() {
        return options.width();
    }

    /** Without attention, the width is one head. */
    @Override
    public int heads() {
        return 1;
    }

    @Override
    public int depth() {
        return options.depth();
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        NDArray x = start(images, masking);
        for (int i = 0; i < depth(); i++) {
            x = network.block(x, i);
        }
        return normalised(x);
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return network.norm(tokens);
    }

    private NDArray start(NDArray images, Masking masking) {
        if (!PictureSize.of(images).equals(imageSize())) {
            throw new UnsupportedOperationException("a mixer's pictures have one size, " + imageSize());
        }
        return network.start(Affine.of(images, 2, -1), masking);
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        List<NDArray> found = new ArrayList<>();
        NDArray x = start(images, masking);
        for (int i = 0; i < depth(); i++) {
            x = network.block(x, i);
            if (layers.contains(i + 1)) {
                found.add(x);
            }
        }
        return found;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return network.parameters();
    }

    @Override
    public Map<String, NDArray> state() {
        return network.parameters();
    }

    @Override
    public int layerOf(String parameter) {
        String[] parts = parameter.split("\\.");
        return switch (parts[0]) {
            case "blocks" -> 1 + Integer.parseInt(parts[1]);
            case "norm" -> depth() + 1;
            default -> 0;
        };
    }

    /** All that is no matrix. */
    @Override
    public Set<String> withoutWeightDecay() {
        return named(name -> name.equals("cls_token") || name.endsWith("bias") || name.contains("norm"));
    }

    @Override
    public Set<String> patchEmbedding() {
        return named(name -> name.startsWith("patch_embed."));
    }

    @Override
    public Set<String> finalNorm() {
        return named(name -> name.startsWith("norm."));
    }

    private Set<String> named(Predicate<String> which) {
        return trainable().keySet().stream().filter(which).collect(Collectors.toSet());
    }

    @Override
    public VisionEncoder twin(PictureSize size, NetworkContext context) {
        if (!size.equals(imageSize())) {
            throw new UnsupportedOperationException("a mixer's pictures have one size, " + imageSize());
        }
        @Name@ twin = new @Name@(options, context);
        Weights.copyInto(twin.state(), state());
        return twin;
    }

    @Override
    public double flopsPerImage() {
        double tokens = options.tokens();
        double width = width();
        double embedding = 2 * (tokens - 1) * 3 * patchSize() * patchSize() * width;
        return embedding + depth() * (8 * tokens * tokens * width + 16 * tokens * width * width);
    }
}
