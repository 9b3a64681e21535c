package io.peco4j.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes are comparable and their distances can be trusted. */
final class ShapeTest {

    @ParameterizedTest
    @EnumSource
    void hasTheAreaOfADiscAndFitsTheExtent(Shape shape) {
        int inside = 0;
        int samples = 300;
        double side = 2 * Shape.EXTENT;
        for (int i = 0; i < samples * samples; i++) {
            double x = side * ((i % samples + 0.5) / samples - 0.5);
            double y = side * ((Math.floorDiv(i, samples) + 0.5) / samples - 0.5);
            boolean in = shape.distance(x, y) < 0;
            inside += in ? 1 : 0;
            assertThat(in && Math.hypot(x, y) > Shape.EXTENT).isFalse();
        }
        assertThat(side * side * inside / (samples * samples)).isCloseTo(Math.PI, within(0.03));
    }

    /** A distance never grows faster than the way that one goes. */
    @Property(tries = 500)
    void distancesAreDistances(
            @ForAll Shape shape,
            @ForAll @DoubleRange(min = -2, max = 2) double x,
            @ForAll @DoubleRange(min = -2, max = 2) double y,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double dx,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double dy) {
        double change = Math.abs(shape.distance(x + dx, y + dy) - shape.distance(x, y));
        assertThat(change).isLessThanOrEqualTo(Math.hypot(dx, dy) + 1e-9);
    }
}
