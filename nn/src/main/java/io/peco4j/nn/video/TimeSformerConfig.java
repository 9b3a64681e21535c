package io.peco4j.nn.video;

import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;

/**
 * What a TimeSformer is made of.
 *
 * @param image side of the frames, in pixels
 * @param patch side of a patch, in pixels; divides {@code image}
 * @param frames of a video
 * @param classes number K of classes of the head
 * @param depth number of blocks
 * @param block dimensions of each block; fused biases, no layer scale
 * @param attention which tokens see each other
 * @param dropPath share of samples that skip a branch of the last block; it grows linearly from 0 at the first
 * @param normalisation first step of each pass
 */
public record TimeSformerConfig(
        int image,
        int patch,
        int frames,
        int classes,
        int depth,
        BlockShape block,
        VideoAttention attention,
        double dropPath,
        Normalisation normalisation) {

    /** @throws IllegalArgumentException if the parts do not fit */
    public TimeSformerConfig {
        if (patch < 1 || image < patch || image % patch != 0 || frames < 1 || classes < 1 || depth < 1) {
            throw new IllegalArgumentException(frames + " frames of " + image + " pixels in patches of " + patch + ", "
                    + classes + " classes, " + depth + " blocks");
        }
        if (!(dropPath >= 0 && dropPath < 1)) {
            throw new IllegalArgumentException("drop path " + dropPath + " is not in [0, 1)");
        }
        if (!block.equals(BlockShape.plain(block.width(), block.heads())) && attention == VideoAttention.DIVIDED) {
            throw new IllegalArgumentException("divided attention has plain blocks, not " + block);
        }
    }

    /** Patches along one side. */
    public int grid() {
        return image / patch;
    }

    /** Drop path of a block, from 0. */
    double dropPath(int index) {
        return depth == 1 ? 0 : dropPath * index / (depth - 1);
    }
}
