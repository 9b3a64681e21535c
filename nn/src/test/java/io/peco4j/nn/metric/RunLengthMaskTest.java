package io.peco4j.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class RunLengthMaskTest {

    /** Blobs: each pixel is probably as the one before it. */
    private static float[] blobs(long seed, int pixels) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[pixels];
        boolean inside = random.nextBoolean();
        for (int i = 0; i < pixels; i++) {
            inside ^= random.nextInt(5) == 0;
            values[i] = inside ? 1 : 0;
        }
        return values;
    }

    @Property(tries = 200)
    void pixelsRunsAndTextLeadBack(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll @IntRange(min = 1, max = 70) int width) {
        float[] values = blobs(seed, height * width);
        RunLengthMask mask = RunLengthMask.of(height, width, values, 0.5f);
        boolean[] pixels = mask.pixels();
        for (int i = 0; i < values.length; i++) {
            assertThat(pixels[i]).isEqualTo(values[i] > 0);
        }
        assertThat(RunLengthMask.of(height, width, mask.runs())).isEqualTo(mask);
        assertThat(RunLengthMask.ofText(height, width, mask.text())).isEqualTo(mask);
    }

    @Property(tries = 200)
    void areasAreNumbersOfPixels(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 20) int width) {
        RunLengthMask some = RunLengthMask.of(height, width, blobs(seed, height * width), 0.5f);
        RunLengthMask other = RunLengthMask.of(height, width, blobs(~seed, height * width), 0.5f);
        boolean[] mine = some.pixels();
        boolean[] theirs = other.pixels();
        int[] all = IntStream.range(0, mine.length).toArray();
        assertThat(some.area()).isEqualTo(IntStream.of(all).filter(i -> mine[i]).count());
        assertThat(some.intersection(other))
                .isEqualTo(IntStream.of(all).filter(i -> mine[i] && theirs[i]).count())
                .isEqualTo(other.intersection(some));
        assertThat(some.iou(other)).isBetween(0.0, 1.0).isEqualTo(other.iou(some));
        IntStream.of(all).filter(i -> mine[i]).forEach(i -> {
            Rectangle pixel = new Rectangle(i % width, i / width, 1, 1);
            assertThat(some.bounds().intersection(pixel)).isEqualTo(1);
        });
    }

    @Property(tries = 100)
    void aPolygonOfWholePixelsCoversThem(
            @ForAll @IntRange(max = 6) int left,
            @ForAll @IntRange(max = 6) int top,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 5) int height) {
        double[] corners = {
            left, top, left + width, top, left + width, top + height, left, top + height,
        };
        RunLengthMask mask = RunLengthMask.ofPolygons(12, 14, List.of(corners));
        assertThat(mask.bounds()).isEqualTo(new Rectangle(left, top, width, height));
        assertThat(mask.area()).isEqualTo(width * height);
        double[] backwards = {
            left, top, left, top + height, left + width, top + height, left + width, top,
        };
        assertThat(RunLengthMask.ofPolygons(12, 14, List.of(backwards, corners)))
                .isEqualTo(mask);
    }

    /** Half of a square: the diagonal's pixels go to one side or the other. */
    @Example
    void aTriangleCoversHalf() {
        RunLengthMask mask = RunLengthMask.ofPolygons(60, 60, List.of(new double[] {0, 0, 50, 0, 0, 50}));
        assertThat(mask.area()).isBetween(1225.0, 1275.0);
        assertThat(mask.pixels()[10 * 60 + 10]).isTrue();
        assertThat(mask.pixels()[40 * 60 + 40]).isFalse();
    }

    @Example
    void damageIsRefused() {
        assertThatThrownBy(() -> RunLengthMask.of(2, 2, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunLengthMask.of(2, 2, 5, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunLengthMask.ofText(2, 2, "o")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunLengthMask.ofText(2, 2, "\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
