package io.peco4j.nn.image;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.PixelMove.Mirroring;
import io.peco4j.nn.image.PixelMove.Overturning;
import io.peco4j.nn.image.PixelMove.Scaling;
import io.peco4j.nn.image.PixelMove.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Where the pixels of a picture go: crops, resizes and flips that were drawn once, and apply to the picture, its class
 * map, its boxes and its masks alike. Made by {@link GeometricTransform}s, or by hand:
 *
 * <pre>{@code
 * Placement placement = Placement.whole(640, 480)
 *         .scale(800, 600, Filter.BILINEAR)
 *         .window(-100, 0, 1000, 600)              // black, and not counted, to both sides
 *         .flip();
 * }</pre>
 *
 * <p>Maps and masks take the nearest pixel of the original, once for all steps. Immutable; safe on several threads.
 */
public final class Placement {
    private final int widthBefore;
    private final int heightBefore;
    private final List<PixelMove> moves;

    private Placement(int widthBefore, int heightBefore, List<PixelMove> moves) {
        this.widthBefore = widthBefore;
        this.heightBefore = heightBefore;
        this.moves = List.copyOf(moves);
    }

    /**
     * Pictures of a size as they are.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static Placement whole(int width, int height) {
        return new Placement(width, height, List.of()).window(0, 0, width, height);
    }

    /** The same, and then a part of it. */
    public Placement crop(CropRegion region) {
        return window(region.left(), region.top(), region.width(), region.height());
    }

    /**
     * The same, and then a part that may exceed it: what lies outside is black on pictures, {@link ClassMap#IGNORE} on
     * maps, and no part of any object.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public Placement window(int left, int top, int width, int height) {
        return and(new Window(left, top, width, height));
    }

    /**
     * The same, and then resized; the filter is that of pictures.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public Placement scale(int width, int height, Filter filter) {
        return and(new Scaling(width(), height(), width, height, filter));
    }

    /** The same, and then left and right exchanged. */
    public Placement flip() {
        return and(new Mirroring(width(), height()));
    }

    /** The same, and then top and bottom exchanged. */
    public Placement overturn() {
        return and(new Overturning(width(), height()));
    }

    private Placement and(PixelMove move) {
        if (move.width() < 1 || move.height() < 1) {
            throw new IllegalArgumentException("a picture of " + move.width() + " x " + move.height() + " pixels");
        }
        List<PixelMove> more = new ArrayList<>(moves);
        more.add(move);
        return new Placement(widthBefore, heightBefore, more);
    }

    /** Of placed pictures, in pixels. */
    public int width() {
        return moves.get(moves.size() - 1).width();
    }

    /** Of placed pictures, in pixels. */
    public int height() {
        return moves.get(moves.size() - 1).height();
    }

    /**
     * The placed picture.
     *
     * @throws IllegalArgumentException if it is not of the size that this was drawn for
     */
    public RgbImage apply(RgbImage image) {
        check(image.width(), image.height());
        RgbImage placed = image;
        for (PixelMove move : moves) {
            placed = move.move(placed);
        }
        return placed;
    }

    /**
     * The placed map.
     *
     * @throws IllegalArgumentException if it is not of the size that this was drawn for
     */
    public ClassMap apply(ClassMap map) {
        check(map.width(), map.height());
        return map.pick(columns(), rows());
    }

    /** The part of a box that is left; empty if it has no area. */
    public Optional<Box> apply(Box box) {
        double[] at = {box.left(), box.top(), box.right(), box.bottom()};
        for (PixelMove move : moves) {
            double[] moved = {move.x(at[0]), move.y(at[1]), move.x(at[2]), move.y(at[3])};
            at[0] = Math.max(0, Math.min(moved[0], moved[2]));
            at[1] = Math.max(0, Math.min(moved[1], moved[3]));
            at[2] = Math.min(move.width(), Math.max(moved[0], moved[2]));
            at[3] = Math.min(move.height(), Math.max(moved[1], moved[3]));
            if (!((float) at[0] < (float) at[2] && (float) at[1] < (float) at[3])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Box((float) at[0], (float) at[1], (float) at[2], (float) at[3]));
    }

    /** The pixels of a mask that are left; empty if there are none. */
    public Optional<InstanceMask> apply(InstanceMask mask) {
        return PlacedMask.of(mask, this);
    }

    /** What is left of an object; empty if its box has no area any more, or its mask no pixel. */
    public Optional<Instance> apply(Instance object) {
        Optional<Box> box = apply(object.box());
        Optional<InstanceMask> mask = object.mask().flatMap(this::apply);
        return box.isEmpty() || mask.isPresent() != object.mask().isPresent()
                ? Optional.empty()
                : Optional.of(new Instance(object.label(), box.get(), object.crowd(), mask));
    }

    /** Picture and map, placed. */
    public Example.Segmented apply(Example.Segmented example) {
        return new Example.Segmented(apply(example.image()), apply(example.classes()));
    }

    /** Picture and objects, placed. */
    public Placed apply(Example.Detected example) {
        List<Instance> left = example.objects().stream()
                .flatMap(object -> apply(object).stream())
                .toList();
        return new Placed(
                new Example.Detected(apply(example.image()), left),
                example.objects().size() - left.size());
    }

    /**
     * A placed picture with what is left of its objects.
     *
     * @param dropped how many objects nothing is left of
     */
    public record Placed(Example.Detected example, int dropped) {}

    /** What was done, in order. */
    List<PixelMove> moves() {
        return moves;
    }

    /** For each column of the placed picture the one of the original in which its middle lies, -1 if there is none. */
    int[] columns() {
        return before(width(), widthBefore, PixelMove::width, PixelMove::xBefore);
    }

    /** For each row of the placed picture the one of the original in which its middle lies, -1 if there is none. */
    int[] rows() {
        return before(height(), heightBefore, PixelMove::height, PixelMove::yBefore);
    }

    private int[] before(int count, int countBefore, ToIntFunction<PixelMove> size, Back back) {
        int[] places = new int[count];
        for (int place = 0; place < count; place++) {
            double at = place + 0.5;
            for (int i = moves.size() - 1; i >= 0 && at >= 0; i--) {
                at = back.before(moves.get(i), at);
                int limit = i == 0 ? countBefore : size.applyAsInt(moves.get(i - 1));
                at = at < limit ? at : -1;
            }
            places[place] = at < 0 ? -1 : (int) at;
        }
        return places;
    }

    /** @throws IllegalArgumentException if something is not of the size that this was drawn for */
    void check(int width, int height) {
        if (width != widthBefore || height != heightBefore) {
            throw new IllegalArgumentException(width + " x " + height + " pixels, where " + widthBefore + " x "
                    + heightBefore + " were to be placed");
        }
    }

    /** Where a point was before a step. */
    private interface Back {
        double before(PixelMove move, double at);
    }
}
