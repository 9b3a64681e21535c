package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.mae.VisiblePatches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * An encoder that sees the visible patches only, and two decoders that predict pixels and a teacher's features of all
 * of them (Dong et al. 2022, figure 2).
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]. Names of parameters are the encoder's and the decoders', without a
 * prefix, as in the original.
 *
 * @param encoder without relative positions
 * @param pixels made for its width and grid
 * @param features likewise
 * @param shallow the layer, from 1, whose features the decoder of pixels attends to, so that the encoder need not carry
 *     what pixels look like to its end
 * @param deep that of the decoder of features, from {@code shallow} to the encoder's depth
 */
public record BootstrappedAutoencoder(
        VisionEncoder encoder, InjectedDecoder pixels, InjectedDecoder features, int shallow, int deep) {
    private static final Kernel PATCHES = Kernel.compile("features of patches", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.contiguous(torch.slice(x, 1, 1))
            """);

    /**
     * What the decoders make of visible patches; the arrays belong to the manager of the pictures.
     *
     * @param pixels (B, 3, H, W), of normalised patches: see {@link BootstrapLoss}
     * @param features (B, N, D)
     */
    public record Predictions(NDArray pixels, NDArray features) implements AutoCloseable {
        @Override
        public void close() {
            pixels.close();
            features.close();
        }
    }

    /** One pass of the encoder over what is visible, and of both decoders. */
    public Predictions predict(NDArray images, VisiblePatches masking, boolean training) {
        List<Integer> layers = List.copyOf(new TreeSet<>(List.of(shallow, deep, encoder.depth())));
        List<NDArray> found = encoder.features(images, layers, masking.masking(), training);
        try (NDArray tokens = encoder.normalised(found.get(found.size() - 1))) {
            return new Predictions(
                    pixels.decode(tokens, found.get(layers.indexOf(shallow)), masking),
                    features.decode(tokens, found.get(layers.indexOf(deep)), masking));
        } finally {
            found.forEach(NDArray::close);
        }
    }

    /**
     * What the features are to be: those of the last layer of a teacher that sees the whole pictures, without the class
     * token and without the final norm; (B, N, D), without a graph, owned by the manager of the pictures.
     */
    public static NDArray target(VisionEncoder teacher, NDArray images) {
        return GradientMode.off(() -> {
            List<NDArray> last = teacher.features(images, List.of(teacher.depth()), Masking.none(), false);
            try (NDArray tokens = last.get(0)) {
                return PATCHES.apply(tokens);
            }
        });
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(pixels));
        all.putAll(Parameters.state(features));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(pixels));
        all.putAll(Parameters.trainable(features));
        return all;
    }

    /**
     * Floating-point operations of one forward pass over a picture, without the teacher's; 0 if the encoder's are
     * unknown.
     *
     * @param visible patches that the encoder sees
     */
    public double flopsPerImage(int visible) {
        double part = encoder.flopsPerImage(encoder.imageSize(), visible);
        return part == 0 ? 0 : part + pixels.flops(visible) + features.flops(visible);
    }

    /**
     * Bytes that one picture keeps for the backward pass, its predictions not among them; NaN if the encoder's are
     * unknown.
     *
     * @param visible patches that the encoder sees
     */
    public double activationBytesPerImage(int visible) {
        return encoder.activationBytes(encoder.imageSize(), visible)
                + pixels.activationBytes(visible)
                + features.activationBytes(visible);
    }
}
