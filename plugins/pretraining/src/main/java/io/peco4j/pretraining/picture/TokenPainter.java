package io.peco4j.pretraining.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.picture.PictureTensors;
import java.util.Optional;

/**
 * Draws the tokens that a network names for hidden patches, among those of the patches that it saw (Dong et al. 2021,
 * figure 4).
 *
 * @param network names them
 */
public record TokenPainter(Tokenizer tokenizer, Network network) implements Painter {

    /** A network that names tokens of hidden patches. */
    @FunctionalInterface
    public interface Network {
        /**
         * Logits (M, K) of the hidden patches, row by row, in evaluation mode.
         *
         * @param image float32 (1, 3, H, W) in [0, 1]
         * @param hidden float32 (1, N), M of them 1
         */
        NDArray logits(NDArray image, NDArray hidden);
    }

    @Override
    public RgbImage predicted(Shown shown, float[] hidden) {
        NDArray tokens = tokenizer.tokenize(shown.targetImage());
        NDArray mask = Tensors.of(shown.manager(), hidden, new Shape(1, hidden.length));
        long[] named = network.logits(shown.image(), mask).argMax(1).toLongArray();
        long[] all = tokens.toLongArray();
        int next = 0;
        for (int patch = 0; patch < hidden.length; patch++) {
            if (hidden[patch] == 1) {
                all[patch] = named[next++];
            }
        }
        return drawn(Tensors.of(shown.manager(), all, tokens.getShape()));
    }

    @Override
    public Optional<RgbImage> perfect(Shown shown) {
        return Optional.of(drawn(tokenizer.tokenize(shown.targetImage())));
    }

    @Override
    public String predictions() {
        return "as the tokenizer draws the tokens of visible patches, and those that the network names for hidden ones";
    }

    @Override
    public String perfectOnes() {
        return "as it draws its own tokens of the whole picture";
    }

    private RgbImage drawn(NDArray tokens) {
        return PictureTensors.picture(tokenizer.reconstruct(tokens).get(0));
    }
}
