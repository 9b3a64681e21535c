package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Frames of a clip that remember which of them were read, and may show those of another clip in their place.
 *
 * @param own of the clip
 * @param other of another clip of the same size
 * @param shown 0 where the clip's own frame of a number is shown, another number where the other's is
 * @param read gathers the numbers of frames; for several threads
 */
public record WatchedFrames(Frames own, Frames other, IntUnaryOperator shown, Set<Integer> read) implements Frames {
    @Override
    public int count() {
        return own.count();
    }

    @Override
    public double rate() {
        return own.rate();
    }

    @Override
    public int width() {
        return own.width();
    }

    @Override
    public int height() {
        return own.height();
    }

    @Override
    public List<RgbImage> read(int... numbers) {
        List<RgbImage> frames = new ArrayList<>();
        Arrays.stream(numbers).forEach(number -> {
            read.add(number);
            frames.addAll((shown.applyAsInt(number) == 0 ? own : other).read(number));
        });
        return frames;
    }
}
