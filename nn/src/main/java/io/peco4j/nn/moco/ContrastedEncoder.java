package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Stateful;
import java.util.Map;
import java.util.Set;

/** A network that makes one vector of each picture, which MoCo v3 is to train. */
public interface ContrastedEncoder extends Stateful {

    /**
     * A vector of each picture, with dropout and batch statistics on.
     *
     * @param images float32 (B, 3, H, W) in [0, 1]
     * @return float32 (B, {@link #width()}), owned by the manager of the pictures
     */
    NDArray encode(NDArray images);

    /** Channels of the vectors. */
    int width();

    /** Size of the pictures. */
    PictureSize imageSize();

    /** What is trained, live and by the names of the state; the rest of the state stays without gradients. */
    Map<String, NDArray> trainable();

    /** Names of {@link #trainable()} that weight decay spares. */
    Set<String> withoutWeightDecay();

    /** What passes gather in the network beside gradients, as running statistics of batch norms; nothing by default. */
    default PassState passState() {
        return PassState.none();
    }

    /** Another network of the same form and values with tensors of its own. */
    ContrastedEncoder twin(NetworkContext context);

    /** Floating-point operations of one picture's vector, a multiply-add counts two; 0 if unknown. */
    double flopsPerImage();

    /** Bytes that one picture keeps for the backward pass, as a {@link io.peco4j.api.model.VisionEncoder} says. */
    double activationBytes();
}
