package io.peco4j.nn.vit;

import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.transformer.TableResize;

/**
 * What a vision transformer is made of.
 *
 * @param image size of the pictures
 * @param patch side of a patch, in pixels; divides both sides of the pictures
 * @param stack its blocks
 * @param distilled whether a second token, {@code dist_token}, follows the class token: DeiT (Touvron et al. 2020)
 * @param positions what is added to the tokens
 * @param relativeBias what is added to the attention scores; none with a distillation token
 * @param start initial weights
 * @param frozenPatches whether the patch embedding is not trained: MoCo v3 keeps it at its random start
 * @param normalisation first step of each pass
 * @param tables how relative biases are resized for pictures of other sizes
 */
public record VitConfig(
        PictureSize image,
        int patch,
        StackShape stack,
        boolean distilled,
        Positions positions,
        RelativeBias relativeBias,
        Start start,
        boolean frozenPatches,
        Normalisation normalisation,
        TableResize tables) {

    /** @throws IllegalArgumentException if the parts do not fit */
    public VitConfig {
        image.grid(patch);
        boolean table = positions == Positions.SIN_COS || positions == Positions.SIN_COS_MOCO;
        if (table && stack.block().width() % 4 != 0) {
            throw new IllegalArgumentException(
                    "a width of " + stack.block().width() + " has no four quarters of sines and cosines");
        }
        if (distilled && (table || relativeBias != RelativeBias.NONE)) {
            throw new IllegalArgumentException("a distillation token has no place among fixed or relative positions");
        }
    }

    /** A transformer whose relative biases are resized as BEiT's are. */
    public VitConfig(
            PictureSize image,
            int patch,
            StackShape stack,
            boolean distilled,
            Positions positions,
            RelativeBias relativeBias,
            Start start,
            boolean frozenPatches,
            Normalisation normalisation) {
        this(
                image,
                patch,
                stack,
                distilled,
                positions,
                relativeBias,
                start,
                frozenPatches,
                normalisation,
                TableResize.GEOMETRIC);
    }

    /** A transformer of square pictures without distillation token. */
    public VitConfig(
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
        this(
                PictureSize.square(image),
                patch,
                new StackShape(block, depth, dropPath),
                false,
                positions,
                relativeBias,
                start,
                frozenPatches,
                normalisation);
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

    /** The same with another number of blocks. */
    public VitConfig withDepth(int depth) {
        return new VitConfig(
                image,
                patch,
                new StackShape(stack.block(), depth, stack.dropPath()),
                distilled,
                positions,
                relativeBias,
                start,
                frozenPatches,
                normalisation,
                tables);
    }

    /** The same for pictures of another size. */
    public VitConfig withImage(PictureSize size) {
        return new VitConfig(
                size, patch, stack, distilled, positions, relativeBias, start, frozenPatches, normalisation, tables);
    }

    /** The same with relative biases that are resized in another way. */
    public VitConfig withTables(TableResize way) {
        return new VitConfig(
                image, patch, stack, distilled, positions, relativeBias, start, frozenPatches, normalisation, way);
    }

    /** Its blocks' dimensions. */
    public BlockShape block() {
        return stack.block();
    }

    /** Number of blocks. */
    public int depth() {
        return stack.depth();
    }

    /** The patches of a picture. */
    public PatchGrid grid() {
        return image.grid(patch);
    }

    /** Patches from top to bottom. */
    public int gridRows() {
        return grid().rows();
    }

    /** Patches from left to right. */
    public int gridColumns() {
        return grid().columns();
    }

    /** Number of patches N. */
    public int patches() {
        return grid().patches();
    }

    /** Tokens before the patches: 1, or 2 with a distillation token. */
    public int leadingTokens() {
        return distilled ? 2 : 1;
    }

    /** Tokens within the network, {@code leadingTokens() + N}. */
    public int tokens() {
        return leadingTokens() + patches();
    }
}
