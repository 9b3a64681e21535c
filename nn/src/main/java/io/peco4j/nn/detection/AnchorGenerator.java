package io.peco4j.nn.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Reference boxes at each place of each map of a pyramid: one for every ratio and size of the level, around the place's
 * upper left corner in the image (Ren et al. 2015, section 3.1.1, as torchvision lays them out).
 *
 * @param sizes for each level the square roots of the boxes' areas, in pixels
 * @param ratios height over width, the same at all levels
 */
public record AnchorGenerator(List<List<Double>> sizes, List<Double> ratios) {

    /** @throws IllegalArgumentException if there is no level, or a level has no box */
    public AnchorGenerator {
        sizes = sizes.stream().map(List::copyOf).toList();
        ratios = List.copyOf(ratios);
        if (sizes.isEmpty() || ratios.isEmpty() || sizes.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("no boxes: sizes " + sizes + ", ratios " + ratios);
        }
        if (sizes.stream().mapToInt(List::size).distinct().count() > 1) {
            throw new IllegalArgumentException("levels with different numbers of boxes share no head: " + sizes);
        }
    }

    /** One size a level, ratios 1/2, 1 and 2: feature pyramids (Lin et al. 2017, section 4.1). */
    public static AnchorGenerator pyramid(double... sizes) {
        List<List<Double>> levels = new ArrayList<>();
        for (double size : sizes) {
            levels.add(List.of(size));
        }
        return new AnchorGenerator(levels, List.of(0.5, 1.0, 2.0));
    }

    /** Boxes at one place. */
    public int perPlace() {
        return sizes.get(0).size() * ratios.size();
    }

    /** A level's boxes around the origin, by ratio, then size, corners rounded to whole pixels (half to even). */
    public Boxes cell(int level) {
        float[] corners = new float[4 * perPlace()];
        int at = 0;
        for (double ratio : ratios) {
            float heightFactor = (float) Math.sqrt((float) ratio);
            float widthFactor = 1 / heightFactor;
            for (double size : sizes.get(level)) {
                float right = (float) Math.rint(widthFactor * (float) size / 2);
                float bottom = (float) Math.rint(heightFactor * (float) size / 2);
                corners[at++] = -right;
                corners[at++] = -bottom;
                corners[at++] = right;
                corners[at++] = bottom;
            }
        }
        return Boxes.owning(corners);
    }

    /**
     * The boxes of all levels.
     *
     * @param image size of the images as the network sees them, with padding
     * @param maps sizes of the levels' maps; a map's stride is the image's size over its own, rounded down
     * @return a list for each level, row by row, boxes of a place together
     * @throws IllegalArgumentException if there are not as many maps as levels
     */
    public List<Boxes> boxes(PixelSize image, List<PixelSize> maps) {
        if (maps.size() != sizes.size()) {
            throw new IllegalArgumentException(maps.size() + " maps, sizes for " + sizes.size());
        }
        List<Boxes> levels = new ArrayList<>();
        for (int level = 0; level < maps.size(); level++) {
            levels.add(boxes(image, maps.get(level), cell(level)));
        }
        return levels;
    }

    private static Boxes boxes(PixelSize image, PixelSize map, Boxes cell) {
        int down = image.height() / map.height();
        int across = image.width() / map.width();
        float[] corners = new float[4 * map.height() * map.width() * cell.size()];
        int at = 0;
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                for (int box = 0; box < cell.size(); box++) {
                    corners[at++] = x * across + cell.x1(box);
                    corners[at++] = y * down + cell.y1(box);
                    corners[at++] = x * across + cell.x2(box);
                    corners[at++] = y * down + cell.y2(box);
                }
            }
        }
        return Boxes.owning(corners);
    }
}
