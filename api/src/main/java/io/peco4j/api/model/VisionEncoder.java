package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Stateful;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A vision transformer: what is pretrained, and what downstream tasks build on.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]; the encoder normalises them itself. Tokens are float32 (B, 1 + N, D):
 * the class token, then the patches row by row. Results belong to the manager of the pictures. One thread at a time.
 *
 * <p>Every encoder takes pictures of {@link #imageSize()}. One with the ability {@code ANY_SIZE} takes pictures of any
 * multiple of the patch, and interpolates its positions for them; another one throws
 * {@link UnsupportedOperationException} and says which size it takes.
 *
 * <p>Names of parameters are the encoder's own business. What training has to know of them, it asks the encoder:
 * <pre>{@code
 * Map<String, NDArray> decayed = new LinkedHashMap<>(encoder.trainable());
 * decayed.keySet().removeAll(encoder.withoutWeightDecay());
 * decayed.forEach((name, tensor) -> {
 *     double rate = Math.pow(0.75, encoder.depth() + 1 - encoder.layerOf(name));
 *     ...
 * });
 * NDArray tokens = encoder.encode(images, Masking.none(), true);                   // (B, 1 + N, D)
 * NDArray middle = encoder.features(images, List.of(6), Masking.none(), true).get(0);
 * VisionEncoder larger = encoder.twin(PictureSize.square(448), context);           // the same weights
 * }</pre>
 */
public interface VisionEncoder extends Stateful {
    /** The pictures that it was made for. */
    PictureSize imageSize();

    /** Side of a patch, in pixels; divides both sides of {@link #imageSize()}. */
    int patchSize();

    /** Channels D of a token. */
    int width();

    /** Attention heads of a block; divides {@link #width()}. */
    int heads();

    /** Number of transformer blocks. */
    int depth();

    /**
     * All tokens after the last block and the final normalisation.
     *
     * @param training whether dropout and drop path are on
     * @throws UnsupportedOperationException if the encoder cannot mask in this way, or does not take this size
     * @throws IllegalArgumentException if the patch does not divide the sides of the pictures
     */
    NDArray encode(NDArray images, Masking masking, boolean training);

    /**
     * Tokens after the given blocks, before any final normalisation, of the patches that the masking leaves.
     *
     * @param layers from 1 (after the first block) to {@link #depth()}, ascending
     * @throws UnsupportedOperationException as {@link #encode}
     * @throws IllegalArgumentException as {@link #encode}
     */
    List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training);

    /**
     * What {@link #encode} makes of the tokens after the last block: the final normalisation. So one pass gives
     * features and tokens, as BootMAE needs them; DINO reads other blocks through it, too.
     *
     * @param tokens (B, T, D) of {@link #features} after any block, unchanged
     * @return of the same shape, owned by the manager of the tokens
     */
    NDArray normalised(NDArray tokens);

    /** What training changes, by dotted name; a part of {@link #state()}. */
    Map<String, NDArray> trainable();

    /**
     * The layer of a parameter: 0 for patch embedding, class token and positions, i for block i from 1, and
     * {@link #depth()} + 1 for what follows. Layer-wise decay depends on it.
     */
    int layerOf(String parameter);

    /**
     * Names among {@link #trainable()} that weight decay spares: biases, factors of norms, and whatever else is no
     * weight of a linear map, as a rule class token and positions.
     */
    Set<String> withoutWeightDecay();

    /** Names in {@link #state()} of the patch embedding, which MoCo v3 keeps at its start. */
    Set<String> patchEmbedding();

    /**
     * Names in {@link #state()} of what {@link #encode} applies after the last block, and {@link #features} does not.
     * Whoever builds on features alone leaves it out of what is trained: no gradient would reach it.
     */
    Set<String> finalNorm();

    /**
     * Whether its weights come from a file, and so from some other training. Such an encoder is no control: a framework
     * that trains nothing, {@code none}, refuses it.
     */
    default boolean isPretrained() {
        return false;
    }

    /**
     * An encoder of the same architecture with its own tensors, owned by the context's manager, for pictures of that
     * size. It gives the tokens that this encoder gives for such pictures: all weights are the same, and the positions
     * are resized as for a single pass.
     *
     * @param context of the component that the twin belongs to; its precision is the twin's
     * @throws UnsupportedOperationException if it is another size, and the encoder does not take any
     * @throws IllegalArgumentException if the patch does not divide the sides of the pictures
     */
    VisionEncoder twin(PictureSize size, NetworkContext context);

    /** A twin for pictures of the same size, with the same values: the initial state of a teacher. */
    default VisionEncoder twin(NetworkContext context) {
        return twin(imageSize(), context);
    }

    /** The patches of a picture of {@link #imageSize()}. */
    default PatchGrid grid() {
        return imageSize().grid(patchSize());
    }

    /**
     * Floating-point operations of matrix products and convolutions of one forward pass over one picture of
     * {@link #imageSize()}; a multiply-add counts two. 0 if unknown.
     */
    default double flopsPerImage() {
        return 0;
    }

    /**
     * The same of a picture of another size, of whose patches the blocks get only some, as with {@link Masking.Keep}.
     * By default in proportion to the visible patches, which leaves out that attention falls faster.
     *
     * @param size that the encoder takes
     * @param visible patches, at most those of the picture
     * @return 0 if unknown
     */
    default double flopsPerImage(PictureSize size, int visible) {
        return flopsPerImage() * visible / grid().patches();
    }

    /**
     * Bytes that {@link #encode} keeps of one picture for the backward pass, in the precision in use, with gradients
     * for what gathers them now: frozen weights need fewer. An encoder that no gradient is meant to reach, such as a
     * teacher, keeps nothing, whatever this says.
     *
     * @param size that the encoder takes
     * @param visible patches that the blocks get, at most those of the picture
     * @return NaN if unknown, which the sums that it is part of are then too
     */
    default double activationBytes(PictureSize size, int visible) {
        return Double.NaN;
    }

    /** The same of a picture of {@link #imageSize()} with all of its patches. */
    default double activationBytes() {
        return activationBytes(imageSize(), grid().patches());
    }
}
