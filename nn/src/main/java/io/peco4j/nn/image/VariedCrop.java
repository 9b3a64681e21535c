package io.peco4j.nn.image;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.model.PictureSize;
import java.util.random.RandomGenerator;

/**
 * A random window that shows several classes, none of which covers too much of it: mmsegmentation's {@code RandomCrop}
 * with {@code cat_max_ratio}. Ten windows are tried; where none will do, the eleventh is taken as it is.
 *
 * @param size of the window; where the picture is smaller, the window is as small
 * @param largestShare of the pixels that count, which every class has to stay below; from 1 on, the first window is
 *     taken
 */
public record VariedCrop(PictureSize size, double largestShare) {
    private static final int TRIES = 10;

    /**
     * Adds a window.
     *
     * @param before what earlier steps did
     * @param map of the picture before any of them
     */
    public Placement place(Placement before, ClassMap map, RandomGenerator random) {
        return place(before, map, last -> random.nextInt(last + 1));
    }

    /** Adds the window that follows from given draws. */
    public Placement place(Placement before, ClassMap map, Draws draws) {
        CropRegion region = drawn(before, draws);
        if (largestShare < 1) {
            ClassMap placed = before.apply(map);
            for (int tries = 0; tries < TRIES && !isVaried(placed, region); tries++) {
                region = drawn(before, draws);
            }
        }
        return before.crop(region);
    }

    private CropRegion drawn(Placement before, Draws draws) {
        int height = Math.min(size.height(), before.height());
        int width = Math.min(size.width(), before.width());
        int top = draws.upTo(before.height() - height);
        int left = draws.upTo(before.width() - width);
        return new CropRegion(left, top, width, height);
    }

    private boolean isVaried(ClassMap map, CropRegion region) {
        int[] counts = new int[map.isWide() ? ClassMap.IGNORE_SHORT : ClassMap.IGNORE_BYTE];
        int counted = 0;
        for (int y = region.top(); y < region.top() + region.height(); y++) {
            for (int x = region.left(); x < region.left() + region.width(); x++) {
                int label = map.at(x, y);
                if (label != ClassMap.IGNORE) {
                    counts[label]++;
                    counted++;
                }
            }
        }
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        return largest < counted && (double) largest / counted < largestShare;
    }

    /** Where windows lie. */
    @FunctionalInterface
    public interface Draws {
        /** A whole number from 0 to the last one, all equally likely. */
        int upTo(int last);
    }
}
