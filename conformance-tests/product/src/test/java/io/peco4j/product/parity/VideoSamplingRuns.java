package io.peco4j.product.parity;

import com.google.gson.JsonElement;
import io.peco4j.nn.video.FrameCrop;
import io.peco4j.nn.video.SpatialSampling;
import io.peco4j.nn.video.TemporalSampling;
import io.peco4j.nn.video.TemporalSampling.Stretch;
import io.peco4j.nn.video.VideoView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Which frames and squares of a video TimeSformer sees. */
final class VideoSamplingRuns {
    private VideoSamplingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                TimeSformerRuns.kind(
                        "datasets/decoder.py: get_start_end_idx, temporal_sampling; kinetics.py: index arithmetic of the views"),
                VideoSamplingRuns::temporal,
                TimeSformerRuns.kind(
                        "datasets/utils.py: spatial_sampling; transform.py: random_short_side_scale_jitter, random_crop,"
                                + " horizontal_flip, uniform_crop"),
                VideoSamplingRuns::spatial);
    }

    private static void temporal(ParityCase reference) {
        Found test = new Found();
        for (Arguments run : ScheduleRuns.of(reference, "test")) {
            int views = run.integer("clips");
            for (int view = 0; view < views; view++) {
                test.add(run, sampling(run).view(run.integer("frames"), run.number("fps"), view, views));
            }
        }
        test.check(reference, "out.test");
        Found train = new Found();
        double[] draws = reference.doubles("in.train.uniform");
        List<Arguments> runs = ScheduleRuns.of(reference, "train");
        int each = draws.length / runs.size();
        for (int i = 0; i < draws.length; i++) {
            Arguments run = runs.get(i / each);
            train.add(run, sampling(run).drawn(run.integer("frames"), run.number("fps"), draws[i]));
        }
        train.check(reference, "out.train");
        List<Double> views = new ArrayList<>();
        for (Arguments run : ScheduleRuns.of(reference, "views")) {
            for (VideoView view : VideoView.all(run.integer("ensemble"), run.integer("crops"))) {
                views.add((double) view.time());
                views.add((double) view.place());
            }
        }
        check(reference, "out.views", views);
        List<JsonElement> parts =
                reference.arguments().get("subsample").getAsJsonArray().asList();
        for (int i = 0; i < parts.size(); i++) {
            int count = parts.get(i).getAsJsonArray().get(0).getAsInt();
            int frames = parts.get(i).getAsJsonArray().get(1).getAsInt();
            List<Double> numbers = new ArrayList<>();
            for (int number : TemporalSampling.spread(count, frames)) {
                numbers.add((double) number);
            }
            check(reference, "out.subsample" + i, numbers);
        }
    }

    private static TemporalSampling sampling(Arguments run) {
        return new TemporalSampling(run.integer("num"), run.integer("rate"), run.number("target_fps"));
    }

    private static void check(ParityCase reference, String key, List<Double> found) {
        double[] numbers = found.stream().mapToDouble(number -> number).toArray();
        reference.check(
                key,
                reference.manager().create(numbers).reshape(reference.get(key).getShape()));
    }

    /** Stretches and their frames, one after the other. */
    private static final class Found {
        private final List<Double> bounds = new ArrayList<>();
        private final List<Double> numbers = new ArrayList<>();
        private final List<Double> lengths = new ArrayList<>();

        void add(Arguments run, Stretch stretch) {
            bounds.add(stretch.start());
            bounds.add(stretch.end());
            int[] frames = sampling(run).numbers(stretch, run.integer("frames"));
            lengths.add((double) frames.length);
            for (int frame : frames) {
                numbers.add((double) frame);
            }
        }

        void check(ParityCase reference, String key) {
            VideoSamplingRuns.check(reference, key + ".start_end", bounds);
            VideoSamplingRuns.check(reference, key + ".index", numbers);
            VideoSamplingRuns.check(reference, key + ".length", lengths);
        }
    }

    private static void spatial(ParityCase reference) {
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            int[] size = run.integers("size");
            int[] scale = run.integers("scale");
            SpatialSampling sampling =
                    new SpatialSampling(run.integer("crop"), scale[0], scale[1], run.flag("inverse", false), true);
            int place = run.integer("idx");
            FrameCrop crop = place < 0
                    ? sampling.drawn(size[1], size[0], new Draws(reference.doubles("in." + i + ".draws")))
                    : sampling.view(size[1], size[0], place);
            String key = "out." + i + ".frames";
            float[] planes = reference.get("in." + i + ".frames").toFloatArray();
            int plane = size[0] * size[1];
            float[] cut = new float[planes.length / plane * crop.side() * crop.side()];
            for (int p = 0; p < planes.length / plane; p++) {
                float[] one = new float[plane];
                System.arraycopy(planes, p * plane, one, 0, plane);
                System.arraycopy(crop.apply(one), 0, cut, p * crop.side() * crop.side(), crop.side() * crop.side());
            }
            reference.check(
                    key, reference.manager().create(cut, reference.get(key).getShape()));
        }
    }

    /** The reference's draws, one after the other. */
    private static final class Draws implements RandomGenerator {
        private final double[] all;
        private int next;

        Draws(double[] all) {
            this.all = all;
        }

        @Override
        public double nextDouble() {
            return all[next++];
        }

        @Override
        public int nextInt(int bound) {
            return (int) all[next++];
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("the reference draws no whole numbers without a bound");
        }
    }
}
