package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A drawn object and all that is said about it stay together, wherever it is placed. */
final class PlacementTest {
    private static final List<GeometricTransform> STEPS = List.of(
            new RandomResizedCrop(24, 0.2, 1, Filter.BILINEAR),
            new ClampedCrop(19, 0.3, 1, Filter.BICUBIC),
            new HorizontalFlip(0.5),
            new VerticalFlip(0.5),
            new Resize(31, 17, Filter.BILINEAR),
            new ResizeShortSide(20, Filter.BICUBIC),
            new CenterCrop(23),
            (before, random) -> before.window(-3, 2, before.width() + 1, before.height()));

    private static final int THICK = 8;

    /** A white rectangle on black, of whole pixels. */
    record Drawing(int width, int height, int left, int top, int right, int bottom) {
        boolean inside(int pixel) {
            int x = pixel % width;
            int y = pixel / width;
            return x >= left && x < right && y >= top && y < bottom;
        }

        RgbImage image() {
            byte[] rgb = new byte[3 * width * height];
            IntStream.range(0, width * height)
                    .filter(this::inside)
                    .forEach(pixel -> Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, (byte) 255));
            return new RgbImage(width, height, rgb);
        }

        ClassMap map() {
            byte[] classes = new byte[width * height];
            IntStream.range(0, classes.length).filter(this::inside).forEach(pixel -> classes[pixel] = 1);
            return ClassMap.of(width, height, classes);
        }

        Box box() {
            return new Box(left, top, right, bottom);
        }

        InstanceMask runs() {
            return InstanceMask.RunLengths.of(width, height, this::inside);
        }

        InstanceMask polygon() {
            return new InstanceMask.Polygons(
                    List.of(new double[] {left, top, right, top, right, bottom, left, bottom}));
        }
    }

    @Property(tries = 400)
    void mapMaskBoxAndPixelsStayTogether(
            @ForAll("drawings") Drawing drawing, @ForAll("steps") List<GeometricTransform> steps, @ForAll long seed) {
        Placement placement = place(drawing, steps, seed);
        RgbImage image = placement.apply(drawing.image());
        ClassMap map = placement.apply(drawing.map());
        assertThat(List.of(map.width(), map.height())).isEqualTo(List.of(image.width(), image.height()));
        assertThat(List.of(placement.width(), placement.height())).isEqualTo(List.of(image.width(), image.height()));

        Optional<RunLengthMask> runs = pixels(placement.apply(drawing.runs()), placement);
        boolean[] seen = new boolean[map.width() * map.height()];
        IntStream.range(0, seen.length).forEach(i -> seen[i] = map.at(i % map.width(), i / map.width()) == 1);
        assertThat(runs.map(RunLengthMask::pixels).orElse(new boolean[seen.length]))
                .as("the mask of run lengths, against the map")
                .isEqualTo(seen);

        Optional<Box> box = placement.apply(drawing.box());
        runs.ifPresent(mask -> assertThat(apart(mask.bounds(), Rectangle.of(box.orElseThrow())))
                .as("the box %s, against %s", box, mask.bounds())
                .isLessThanOrEqualTo(1.001));
        Optional<RunLengthMask> outline = pixels(placement.apply(drawing.polygon()), placement);
        long differing = difference(outline.map(RunLengthMask::pixels).orElse(new boolean[seen.length]), seen);
        assertThat(differing)
                .as("pixels of the polygon that the map has not, of an outline of at most " + outline(box))
                .isLessThanOrEqualTo(outline(box));

        // Where a picture is resized twice, what the first one blurred is blurred again, and an edge has no place any
        // more.
        boolean sharp = placement.moves().stream()
                        .filter(PixelMove.Scaling.class::isInstance)
                        .count()
                <= 1;
        // A map takes single pixels and loses what is thinner than the distance between them; a picture blurs it.
        boolean thick = drawing.right() - drawing.left() >= THICK && drawing.bottom() - drawing.top() >= THICK;
        for (int i = 0; sharp && thick && i < seen.length; i++) {
            int level = Byte.toUnsignedInt(image.rgb()[3 * i]);
            boolean certain = !nearBorder(map, i % map.width(), i / map.width(), 4);
            if (certain) {
                assertThat(level > 127).as("pixel " + i + " is white").isEqualTo(seen[i]);
            }
        }
    }

    @Property(tries = 300)
    void picturesAreThoseOfTheStepsOneByOne(
            @ForAll("drawings") Drawing drawing, @ForAll("steps") List<GeometricTransform> steps, @ForAll long seed) {
        RgbImage one = drawing.image();
        SplittableRandom random = new SplittableRandom(seed);
        for (GeometricTransform step : steps) {
            one = step.apply(one, random);
        }
        assertThat(place(drawing, steps, seed).apply(drawing.image()).rgb()).isEqualTo(one.rgb());
    }

    @Property(tries = 200)
    void twoFlipsAreNone(@ForAll("drawings") Drawing drawing) {
        Placement twice =
                Placement.whole(drawing.width(), drawing.height()).flip().flip();
        assertThat(twice.apply(drawing.image()).rgb()).isEqualTo(drawing.image().rgb());
        assertThat(twice.apply(drawing.runs())).contains(drawing.runs());
        assertThat(twice.apply(drawing.box())).contains(drawing.box());
    }

    @Test
    void objectsOfWhichNothingIsLeftAreDroppedAndCounted() {
        Drawing left = new Drawing(20, 10, 1, 2, 6, 7);
        Drawing right = new Drawing(20, 10, 12, 2, 18, 7);
        InstanceMask corner = InstanceMask.RunLengths.of(20, 10, pixel -> pixel == 9 + 20 * 9);
        Example.Detected example = new Example.Detected(
                left.image(),
                List.of(
                        new Instance(0, left.box(), left.polygon()),
                        new Instance(1, right.box(), true, Optional.empty()),
                        // Its box reaches into the crop, its only pixel does not.
                        new Instance(2, new Box(0, 0, 10, 10), corner)));

        Placement.Placed placed =
                Placement.whole(20, 10).crop(new CropRegion(0, 0, 9, 9)).flip().apply(example);

        assertThat(placed.dropped()).isEqualTo(2);
        assertThat(placed.example().objects()).hasSize(1);
        assertThat(placed.example().objects().get(0).box()).isEqualTo(new Box(3, 2, 8, 7));
        assertThat(placed.example().image().width()).isEqualTo(9);
    }

    @Test
    void whatLiesOutsideIsBlackAndDoesNotCount() {
        Placement wider = Placement.whole(2, 1).window(-1, 0, 4, 2);
        ClassMap map = wider.apply(ClassMap.of(2, 1, new short[] {400, 7}));
        assertThat(map.classes().toArray()).containsExactly(-1, 400, 7, -1, -1, -1, -1, -1);
        assertThat(wider.apply(new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6}))
                        .rgb())
                .startsWith(0, 0, 0, 1, 2, 3, 4, 5, 6, 0)
                .hasSize(24);
        // Cut off once, it does not come back.
        assertThat(Placement.whole(3, 1)
                        .window(0, 0, 2, 1)
                        .window(0, 0, 3, 1)
                        .apply(ClassMap.of(3, 1, new byte[] {4, 5, 6}))
                        .classes()
                        .toArray())
                .containsExactly(4, 5, -1);
    }

    @Test
    void anotherSizeIsRefused() {
        Placement placement = Placement.whole(4, 3);
        assertThatThrownBy(() -> placement.apply(ClassMap.of(3, 4, new byte[12])))
                .hasMessageContaining("3 x 4 pixels");
        assertThatThrownBy(() -> placement.scale(0, 3, Filter.BICUBIC)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Placement place(Drawing drawing, List<GeometricTransform> steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Placement placement = Placement.whole(drawing.width(), drawing.height());
        for (GeometricTransform step : steps) {
            placement = step.place(placement, random);
        }
        return placement;
    }

    private static Optional<RunLengthMask> pixels(Optional<InstanceMask> mask, Placement placement) {
        return mask.map(each -> RunLengthMask.of(each, placement.height(), placement.width()));
    }

    private static double apart(Rectangle one, Rectangle other) {
        return Math.max(
                Math.max(Math.abs(one.x() - other.x()), Math.abs(one.y() - other.y())),
                Math.max(
                        Math.abs(one.x() + one.width() - other.x() - other.width()),
                        Math.abs(one.y() + one.height() - other.y() - other.height())));
    }

    private static long difference(boolean[] some, boolean[] others) {
        return IntStream.range(0, some.length).filter(i -> some[i] != others[i]).count();
    }

    private static long outline(Optional<Box> box) {
        return box.map(each -> 4 + 2 * (long) Math.ceil(each.width() + each.height()))
                .orElse(0L);
    }

    private static boolean nearBorder(ClassMap map, int x, int y, int reach) {
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                boolean on = x + dx >= 0 && x + dx < map.width() && y + dy >= 0 && y + dy < map.height();
                // Beyond the edge of what was cut out there may be one that blurred before.
                if (!on || map.at(x + dx, y + dy) != map.at(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Provide
    Arbitrary<List<GeometricTransform>> steps() {
        return Arbitraries.of(STEPS).list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Drawing> drawings() {
        Arbitrary<Integer> side = Arbitraries.integers().between(8, 60);
        return Combinators.combine(side, side, Arbitraries.longs()).as((width, height, seed) -> {
            SplittableRandom random = new SplittableRandom(seed);
            int left = random.nextInt(width - 1);
            int top = random.nextInt(height - 1);
            return new Drawing(
                    width, height, left, top, random.nextInt(left + 1, width + 1), random.nextInt(top + 1, height + 1));
        });
    }

    /** OpenCV's nearest pixel is the one that a pixel begins in, also after a part was cut out and turned over. */
    @Test
    void aLinearResizeTakesClassesWhereOpenCvDoes() {
        byte[] classes = {0, 1, 2, 3, 4, 5, 6};
        ClassMap row = ClassMap.of(7, 1, classes);
        Placement fewer = Placement.whole(7, 1).scale(3, 1, Filter.LINEAR);
        assertThat(fewer.apply(row).classes()).containsExactly(0, 2, 4);
        assertThat(fewer.window(1, 0, 2, 1).flip().overturn().apply(row).classes())
                .containsExactly(4, 2);
        assertThat(Placement.whole(7, 1).scale(3, 1, Filter.BILINEAR).apply(row).classes())
                .containsExactly(1, 3, 5);
    }
}
