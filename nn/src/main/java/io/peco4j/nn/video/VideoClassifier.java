package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import java.util.Map;

/**
 * A {@link TimeSformer} over the rows of batches: frames (B, T, 3, S, S) float32 in [0, 1].
 *
 * @param network what classifies
 * @param config what it was made of
 */
public record VideoClassifier(TimeSformer network, TimeSformerConfig config) implements Stateful {
    private static final Kernel CHANNELS_FIRST = Kernel.compile("channels before frames", """
            def forward(self, frames: Tensor) -> Tensor:
              return torch.transpose(frames, 1, 2)
            """);

    /** Logits (B, K) float32, owned by the manager of the frames. */
    public NDArray logits(NDArray frames, boolean training) {
        try (NDArray videos = CHANNELS_FIRST.apply(frames)) {
            return network.forward(videos, training);
        }
    }

    /** Number of classes K. */
    public int classes() {
        return config.classes();
    }

    /** Parameters; there are no buffers. */
    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(network);
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        return Parameters.trainable(network);
    }

    /** Floating-point operations of one forward pass over a video. */
    public double flopsPerVideo() {
        return network.flops(video());
    }

    /** Bytes that one video keeps for the backward pass, its logits not among them. */
    public double activationBytesPerVideo() {
        return network.activationBytes(video());
    }

    private Shape video() {
        return new Shape(1, 3, config.frames(), config.image(), config.image());
    }
}
