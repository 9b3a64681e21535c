package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a linear classifier reads of an encoder: one vector of each of some blocks, one after the other.
 *
 * <p>In the form of {@link #lastOf} it is the evaluation of DINO (Caron et al. 2021; eval_linear.py), there with the
 * last four blocks of a ViT-S, or with the last one of a ViT-B as {@link Reading#CLASS_AND_MEAN}.
 *
 * @param encoder gives the tokens
 * @param layers from 1 to the encoder's depth, ascending
 * @param normed whether tokens go through the encoder's final normalisation, whichever the block
 * @param reading what a block's vector is made of
 */
public record BlockFeatures(VisionEncoder encoder, List<Integer> layers, boolean normed, Reading reading) {

    /** What the vector of a block is. */
    public enum Reading {
        /** The mean of its patch tokens. */
        MEAN("torch.mean(torch.slice(x, 1, 1), [1])"),
        /** Its class token. */
        CLASS_TOKEN("torch.select(x, 1, 0)"),
        /**
         * Both, channel by channel: the first of the class token, the first of the mean, the second ones, and so on.
         */
        CLASS_AND_MEAN(
                "torch.flatten(torch.stack([torch.select(x, 1, 0), torch.mean(torch.slice(x, 1, 1), [1])], -1), 1)");

        private final Kernel kernel;

        Reading(String text) {
            this.kernel = Kernel.compile(
                    "reading of tokens", "def forward(self, x: Tensor) -> Tensor:\n  return " + text + "\n");
        }
    }

    /** @throws IllegalArgumentException if there are no layers */
    public BlockFeatures {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("features of no block");
        }
    }

    /** One block as it is. */
    public static BlockFeatures of(VisionEncoder encoder, int layer, Reading reading) {
        return new BlockFeatures(encoder, List.of(layer), false, reading);
    }

    /** The last blocks, normalised. */
    public static BlockFeatures lastOf(VisionEncoder encoder, int blocks, Reading reading) {
        List<Integer> last = IntStream.rangeClosed(encoder.depth() - blocks + 1, encoder.depth())
                .boxed()
                .toList();
        return new BlockFeatures(encoder, last, true, reading);
    }

    /** Channels of the result. */
    public int width() {
        return layers.size() * encoder.width() * (reading == Reading.CLASS_AND_MEAN ? 2 : 1);
    }

    /**
     * The vectors of pictures, those of earlier blocks first.
     *
     * @param training whether dropout and drop path are on
     * @return float32 (B, {@link #width()}), owned by the manager of the pictures
     */
    public NDArray of(NDArray images, boolean training) {
        NDList vectors = new NDList();
        for (NDArray tokens : encoder.features(images, layers, Masking.none(), training)) {
            try (tokens) {
                vectors.add(read(tokens));
            }
        }
        if (vectors.size() == 1) {
            return vectors.get(0);
        }
        try (vectors) {
            return NDArrays.concat(vectors, 1);
        }
    }

    private NDArray read(NDArray tokens) {
        if (!normed) {
            return reading.kernel.apply(tokens);
        }
        try (NDArray normal = encoder.normalised(tokens)) {
            return reading.kernel.apply(normal);
        }
    }
}
