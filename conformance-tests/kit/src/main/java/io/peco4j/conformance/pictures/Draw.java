package io.peco4j.conformance.pictures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.runtime.data.Portion;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A batch of pictures that a property drew: a function of these values alone, so that a failure can be repeated.
 *
 * @param seed of all that is random in them
 * @param looks of the pictures, one each
 */
public record Draw(long seed, List<Look> looks) {
    private static final int MOST = 4;

    public Draw {
        looks = List.copyOf(looks);
    }

    /** Up to four pictures of any looks, and at least some. */
    public static Arbitrary<Draw> arbitrary(int least) {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.of(Look.class).list().ofMinSize(least).ofMaxSize(MOST))
                .as(Draw::new);
    }

    /** As many pictures, photo-like. */
    public static Draw photos(long seed, int count) {
        return new Draw(
                seed, IntStream.range(0, count).mapToObj(i -> Look.PHOTO).toList());
    }

    /** Number of pictures. */
    public int size() {
        return looks.size();
    }

    /** The pictures, square. */
    public List<RgbImage> images(int side) {
        return IntStream.range(0, size()).mapToObj(i -> image(i, side)).toList();
    }

    /** The pictures as float32 (B, 3, side, side) in [0, 1]. */
    public NDArray batch(NDManager manager, int side) {
        List<Sample> rows = images(side).stream()
                .map(image -> Sample.of(Sample.IMAGE, image))
                .toList();
        return Portion.of(rows).on(manager).get(Sample.IMAGE);
    }

    /** The pictures as float32 (B, 3, H, W) in [0, 1], cut from squares that hold them. */
    public NDArray batch(NDManager manager, PictureSize size) {
        int side = Math.max(size.height(), size.width());
        NDArray squares = batch(manager, side);
        return size.isSquare()
                ? squares
                : squares.get(new NDIndex(":, :, :" + size.height() + ", :" + size.width()))
                        .duplicate();
    }

    private RgbImage image(int index, int side) {
        byte[] rgb = new byte[3 * side * side];
        looks.get(index).paint(rgb, side, new SplittableRandom(seed * 31 + index));
        return new RgbImage(side, side, rgb);
    }
}
