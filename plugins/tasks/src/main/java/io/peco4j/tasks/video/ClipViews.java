package io.peco4j.tasks.video;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.nn.video.FrameCrop;
import io.peco4j.nn.video.SegmentSampling;
import io.peco4j.nn.video.SpatialSampling;
import io.peco4j.nn.video.TemporalSampling;
import io.peco4j.nn.video.VideoView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a network sees of a clip: rows with the fields {@link Sample#FRAMES} and {@link Sample#LABEL}. Only the frames of
 * the views are decoded. Immutable; safe on several threads.
 */
final class ClipViews {
    private final VideoOptions options;
    private final TemporalSampling stretches;
    private final SegmentSampling segments;
    private final SpatialSampling drawn;
    private final SpatialSampling scored;
    private final int times;
    private final List<VideoView> views;

    /** @param side of the frames that the network sees */
    ClipViews(VideoOptions options, int side) {
        int shortest = (int) Math.round(side * options.shortSideMin());
        int longest = (int) Math.round(side * options.shortSideMax());
        this.options = options;
        this.stretches = new TemporalSampling(
                options.frames(), options.rate().orElse(1), options.targetRate().orElse(1.0));
        this.segments = new SegmentSampling(options.frames());
        this.drawn = new SpatialSampling(side, shortest, longest, false, options.flip());
        int scoredSide = options.crops() > 1 ? side : shortest;
        this.scored = new SpatialSampling(side, scoredSide, scoredSide, false, false);
        this.times = options.views().orElse(1);
        this.views = VideoView.all(times, options.crops());
    }

    /** Views of a video in scoring. */
    int count() {
        return views.size();
    }

    /** A view for training. */
    Sample training(Example example, RandomGenerator random) {
        Example.Clip clip = clip(example);
        Frames frames = clip.frames();
        int[] numbers = switch (options.sampling()) {
            case STRETCH ->
                stretches.numbers(stretches.drawn(frames.count(), frames.rate(), random.nextDouble()), frames.count());
            case SEGMENTS -> segments.drawn(frames.count(), random);
        };
        FrameCrop crop = drawn.drawn(frames.width(), frames.height(), random);
        List<RgbImage> seen = frames.read(numbers).stream().map(crop::apply).toList();
        return Sample.of(Sample.FRAMES, seen).with(Sample.LABEL, clip.label());
    }

    /** All views for scoring, the frames of one after those of the other. */
    Sample scoring(Example example, RandomGenerator random) {
        Example.Clip clip = clip(example);
        Frames frames = clip.frames();
        List<int[]> numbers = IntStream.range(0, times)
                .mapToObj(time -> numbers(frames, time))
                .toList();
        Map<Integer, RgbImage> read = read(frames, numbers);
        List<RgbImage> seen = new ArrayList<>();
        for (VideoView view : views) {
            FrameCrop crop = scored.view(frames.width(), frames.height(), view.place());
            for (int number : numbers.get(view.time())) {
                seen.add(crop.apply(Objects.requireNonNull(read.get(number))));
            }
        }
        return Sample.of(Sample.FRAMES, seen).with(Sample.LABEL, clip.label());
    }

    private int[] numbers(Frames frames, int time) {
        return switch (options.sampling()) {
            case STRETCH ->
                stretches.numbers(stretches.view(frames.count(), frames.rate(), time, times), frames.count());
            case SEGMENTS -> segments.middles(frames.count());
        };
    }

    private static Map<Integer, RgbImage> read(Frames frames, List<int[]> numbers) {
        int[] all =
                numbers.stream().flatMapToInt(IntStream::of).sorted().distinct().toArray();
        List<RgbImage> pictures = frames.read(all);
        Map<Integer, RgbImage> read = new HashMap<>();
        for (int i = 0; i < all.length; i++) {
            read.put(all[i], pictures.get(i));
        }
        return read;
    }

    private static Example.Clip clip(Example example) {
        if (example instanceof Example.Clip clip) {
            return clip;
        }
        throw new IllegalArgumentException(
                "an example that is no clip: " + example.getClass().getSimpleName());
    }
}
