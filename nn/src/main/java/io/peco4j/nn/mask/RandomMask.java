package io.peco4j.nn.mask;

import java.util.random.RandomGenerator;

/**
 * Hides a number of patches, every choice of them equally likely: the masking of MAE (He et al. 2021, section 3) and
 * SimMIM (Xie et al. 2021).
 *
 * @param patches of the grid, at least 2
 * @param count how many are hidden, from 1 to all but one
 */
public record RandomMask(int patches, int count) implements PatchMask {
    /** @throws IllegalArgumentException if the mask leaves nothing visible or nothing hidden */
    public RandomMask {
        if (count < 1 || count >= patches) {
            throw new IllegalArgumentException(count + " hidden patches of " + patches);
        }
    }

    @Override
    public boolean isExact() {
        return true;
    }

    /** Patch by patch, hidden with the share of what is left to hide among what is left (Knuth, algorithm 3.4.2 S). */
    @Override
    public float[] draw(RandomGenerator random) {
        float[] mask = new float[patches];
        int left = count;
        for (int patch = 0; left > 0; patch++) {
            if (random.nextInt(patches - patch) < left) {
                mask[patch] = 1;
                left--;
            }
        }
        return mask;
    }
}
