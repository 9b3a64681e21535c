package io.peco4j.nn.vit;

import io.peco4j.nn.transformer.BlockShape;

/**
 * What a vision transformer is made of.
 *
 * @param image side of the pictures, in pixels
 * @param patch side of a patch, in pixels; divides {@code image}
 * @param depth number of blocks
 * @param block dimensions of each block
 * @param positions what is added to the tokens
 * @param relativeBias what is added to the attention scores
 * @param dropPath share of samples that skip a branch of the last block; it grows linearly from 0 at the first
 * @param start initial weights
 * @param frozenPatches whether the patch embedding is not trained: MoCo v3 keeps it at its random start
 * @param normalisation first step of each pass
 */
public record VitConfig(
        int image,
        int patch,
        int depth,
        BlockShape block,
        Positions positions,
        RelativeBias relativeBias,
        double dropPath,
        Start start,
        boolean frozenPatches,
        Normalisation normalisation) {

    /** @throws IllegalArgumentException if the parts do not fit */
    public VitConfig {
        if (patch < 1 || image < patch || image % patch != 0 || depth < 1) {
            throw new IllegalArgumentException(
                    "pictures of " + image + " pixels in patches of " + patch + ", " + depth + " blocks");
        }
        if (dropPath < 0 || dropPath >= 1) {
            throw new IllegalArgumentException("drop path " + dropPath + " is not in [0, 1)");
        }
        if ((positions == Positions.SIN_COS || positions == Positions.SIN_COS_MOCO) && block.width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "a width of " + block.width() + " has no four quarters of sines and cosines");
        }
    }

    /** The plain vision transformer, PeCo's backbone: learned positions, no relative bias, no layer scale. */
    public static VitConfig plain(VitSize size, int patch, int image) {
        return new VitConfig(
                image,
                patch,
                size.depth(),
                size.block(),
                Positions.LEARNED,
                RelativeBias.NONE,
                0,
                Start.BEIT,
                false,
                Normalisation.IMAGENET);
    }

    /** Patches along one side. */
    public int grid() {
        return image / patch;
    }

    /** Tokens with the class token, 1 + N. */
    public int tokens() {
        return 1 + grid() * grid();
    }

    /** Drop path of a block, from 0. */
    double dropPath(int index) {
        return depth == 1 ? 0 : dropPath * index / (depth - 1);
    }
}
