package io.peco4j.nn.image;

import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.List;
import java.util.Optional;

/** Masks of objects on placed pictures: the corners of polygons move, of run lengths the nearest pixels are taken. */
final class PlacedMask {
    private static final int CORNERS_OF_A_TRIANGLE = 2 * 3;

    private PlacedMask() {}

    /** Empty if no pixel is left. */
    static Optional<InstanceMask> of(InstanceMask mask, Placement placement) {
        Optional<InstanceMask> placed = mask instanceof Polygons polygons
                ? corners(polygons, placement)
                : Optional.of(pixels((RunLengths) mask, placement));
        return placed.filter(left ->
                RunLengthMask.of(left, placement.height(), placement.width()).area() > 0);
    }

    private static Optional<InstanceMask> corners(Polygons mask, Placement placement) {
        List<double[]> outlines = mask.outlines();
        for (PixelMove move : placement.moves()) {
            outlines = outlines.stream()
                    .map(outline -> OutlineClip.to(move.width(), move.height(), moved(outline, move)))
                    .filter(outline -> outline.length >= CORNERS_OF_A_TRIANGLE)
                    .toList();
        }
        return outlines.isEmpty() ? Optional.empty() : Optional.of(new Polygons(outlines));
    }

    private static double[] moved(double[] outline, PixelMove move) {
        double[] moved = new double[outline.length];
        for (int i = 0; i < outline.length; i += 2) {
            moved[i] = move.x(outline[i]);
            moved[i + 1] = move.y(outline[i + 1]);
        }
        return moved;
    }

    private static RunLengths pixels(RunLengths mask, Placement placement) {
        placement.check(mask.width(), mask.height());
        boolean[] inside = RunLengthMask.of(mask, mask.height(), mask.width()).pixels();
        int[] columns = placement.columns();
        int[] rows = placement.rows();
        return RunLengths.of(columns.length, rows.length, pixel -> {
            int column = columns[pixel % columns.length];
            int row = rows[pixel / columns.length];
            return column >= 0 && row >= 0 && inside[row * mask.width() + column];
        });
    }
}
