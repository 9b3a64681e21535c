package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.vit.PatchEmbedding;

/**
 * Cuts the frames of videos into patches, each frame as a {@link PatchEmbedding} does it: {@code proj.weight} (D, 3, P,
 * P) and {@code proj.bias}, which start uniform within {@code 1 / sqrt(3 P P)}.
 *
 * <p>(B, 3, T, H, W) float32 to (B, N, T, D) float32, patches row by row.
 */
final class VideoPatches extends Layer {
    private static final Kernel FRAMES = Kernel.compile("frames of videos", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.flatten(torch.transpose(x, 1, 2), 0, 1)
            """);

    private static final Kernel VIDEOS = Kernel.compile("videos of frames", """
            def forward(self, tokens: Tensor, videos: Tensor) -> Tensor:
              frames, patches, width = torch.size(tokens)
              split = torch.reshape(tokens, [torch.size(videos, 0), torch.size(videos, 2), patches, width])
              return torch.contiguous(torch.transpose(split, 1, 2))
            """);

    private final PatchEmbedding frame;

    VideoPatches(NetworkContext context, int patch, int width) {
        Initial initial = Initial.of(context);
        long fanIn = 3L * patch * patch;
        NDArray weight = initial.fanInUniform(fanIn, width, 3, patch, patch);
        this.frame = child("", new PatchEmbedding(context, weight, initial.fanInUniform(fanIn, width), false));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        try (NDArray frames = FRAMES.apply(x);
                NDArray tokens = frame.forward(frames, training)) {
            return VIDEOS.apply(tokens, x);
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape tokens = frame.outputShape(frames(input));
        return new Shape(input.get(0), tokens.get(1), input.get(2), tokens.get(2));
    }

    @Override
    public double flops(Shape input) {
        return frame.flops(frames(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return frame.activationBytes(frames(input));
    }

    private static Shape frames(Shape videos) {
        return new Shape(videos.get(0) * videos.get(2), videos.get(1), videos.get(3), videos.get(4));
    }
}
