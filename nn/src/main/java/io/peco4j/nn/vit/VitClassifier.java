package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encoder with a classifier on it: the network of fine-tuning in BEiT and MAE, and timm's vision transformer.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]. Names of parameters are the encoder's and the head's, without a
 * prefix; with {@link Pooling#MEAN} the encoder's final norm is left out.
 *
 * @param encoder gives the tokens
 * @param head pools and classifies them
 */
public record VitClassifier(VisionEncoder encoder, ClassifierHead head) implements ImageClassifier {

    /** What the head's linear map sees, (B, D), owned by the manager of the pictures. */
    public NDArray features(NDArray images, boolean training) {
        try (NDArray tokens = mean()
                ? new Unnormed(encoder).tokens(images, training)
                : encoder.encode(images, Masking.none(), training)) {
            return head.pool(tokens);
        }
    }

    @Override
    public NDArray logits(NDArray images, boolean training) {
        try (NDArray features = features(images, training)) {
            return logitsOf(features, training);
        }
    }

    /** Logits of {@link #features}. */
    public NDArray logitsOf(NDArray features, boolean training) {
        return head.logits(features, training);
    }

    @Override
    public int classes() {
        return head.classes();
    }

    @Override
    public PictureSize imageSize() {
        return encoder.imageSize();
    }

    /** Parameters and buffers. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(mean() ? new Unnormed(encoder).state() : encoder.state());
        all.putAll(Parameters.state(head));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all =
                new LinkedHashMap<>(mean() ? new Unnormed(encoder).trainable() : encoder.trainable());
        all.putAll(Parameters.trainable(head));
        return all;
    }

    @Override
    public double flopsPerImage() {
        double trunk = encoder.flopsPerImage();
        return trunk == 0 ? 0 : trunk + head.flops(new Shape(1, 1, encoder.width()));
    }

    /**
     * Bytes that one picture keeps for the backward pass, its logits not among them; NaN if the encoder's are unknown.
     */
    public double activationBytesPerImage() {
        return encoder.activationBytes() + head.activationBytes(new Shape(1, 1, encoder.width()));
    }

    private boolean mean() {
        return head.pooling() == Pooling.MEAN;
    }
}
