package io.peco4j.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How batches are mixed in training: mixup with a share from Beta(a, a), cutmix with one from Beta(b, b), and a coin
 * where both are on. Timm's recipe, with its three modes.
 *
 * @param mixup a; 0: no mixup
 * @param cutmix b; 0: no cutmix
 * @param probability of mixing at all
 * @param cutmixProbability of cutmix where both are on
 * @param per what is drawn for
 */
public record Mixing(double mixup, double cutmix, double probability, double cutmixProbability, Per per) {
    /** What has a draw of its own. */
    public enum Per {
        /** The whole batch. */
        BATCH,
        /** A row and the one that it meets. In a batch of an odd number of rows, the middle one meets itself. */
        PAIR,
        /** Each row. */
        ROW
    }

    /** @throws IllegalArgumentException if a parameter is negative or a probability above 1 */
    public Mixing {
        if (mixup < 0 || cutmix < 0 || !unit(probability) || !unit(cutmixProbability)) {
            throw new IllegalArgumentException("mixup " + mixup + ", cutmix " + cutmix + ", probabilities "
                    + probability + " and " + cutmixProbability);
        }
    }

    /** A draw for a batch of so many pictures of the given size, in pixels. */
    public Mix draw(RandomGenerator random, int rows, int height, int width) {
        return draw(MixDraws.of(random), rows, height, width);
    }

    /** The same from given draws. */
    public Mix draw(MixDraws draws, int rows, int height, int width) {
        if (per == Per.BATCH) {
            return one(draws, height, width);
        }
        List<Mix.Whole> all = new ArrayList<>();
        int drawn = per == Per.ROW ? rows : (rows + 1) / 2;
        for (int row = 0; row < rows; row++) {
            all.add(row < drawn ? one(draws, height, width) : all.get(rows - 1 - row));
        }
        return new MixedRows(all);
    }

    private Mix.Whole one(MixDraws draws, int height, int width) {
        if ((mixup == 0 && cutmix == 0) || !(draws.mixes() < probability)) {
            return new Mix.Plain();
        }
        boolean paste = mixup == 0 || (cutmix > 0 && draws.pastes() < cutmixProbability);
        double share = draws.share(paste ? cutmix : mixup);
        return paste ? draws.box(share, height, width) : new Mix.Blend(share);
    }

    /**
     * The box around a given centre that covers {@code 1 - share} of a picture, up to rounding and to what the borders
     * cut off; the share of the result is what remains outside it.
     *
     * @param share of the picture that stays, if the box is not cut off
     * @param height of the picture
     * @param width of the picture
     * @param row of the centre, from 0
     * @param column of the centre, from 0
     */
    public static Mix.Paste box(double share, int height, int width, int row, int column) {
        double side = Math.sqrt(1 - share);
        int halfHeight = (int) (height * side) / 2;
        int halfWidth = (int) (width * side) / 2;
        int top = Math.max(0, row - halfHeight);
        int bottom = Math.min(height, row + halfHeight);
        int left = Math.max(0, column - halfWidth);
        int right = Math.min(width, column + halfWidth);
        return Mix.Paste.of(top, bottom, left, right, height, width);
    }

    private static boolean unit(double probability) {
        return probability >= 0 && probability <= 1;
    }
}
