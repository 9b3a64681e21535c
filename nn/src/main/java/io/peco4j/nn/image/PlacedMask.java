package io.peco4j.nn.image;

import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.List;
import java.util.Optional;

/** Masks of objects on placed pictures: the corners of polygons move, of run lengths the nearest pixels are taken. */
final class PlacedMask {
    private PlacedMask() {}

    /** Empty if no pixel is left. */
    static Optional<InstanceMask> of(InstanceMask mask, Placement placement) {
        InstanceMask placed = mask instanceof Polygons polygons
                ? corners(polygons, placement)
                : pixels((RunLengths) mask, placement);
        return RunLengthMask.of(placed, placement.height(), placement.width()).area() == 0
                ? Optional.empty()
                : Optional.of(placed);
    }

    private static Polygons corners(Polygons mask, Placement placement) {
        List<double[]> outlines = mask.outlines().stream()
                .map(outline -> {
                    double[] moved = new double[outline.length];
                    for (int i = 0; i < outline.length; i += 2) {
                        moved[i] = placement.x(outline[i]);
                        moved[i + 1] = placement.y(outline[i + 1]);
                    }
                    return moved;
                })
                .toList();
        return new Polygons(outlines);
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
