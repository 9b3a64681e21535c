package io.peco4j.runtime.listen;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageRecord.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects the curves of stages for their records, at most 500 points for each metric. Points are a function of the
 * figures in their order alone, so that a stage that was stopped, {@linkplain #resume resumed} and finished has the
 * same curves as one that ran through. Safe for several threads, as long as each stage is on one.
 */
public final class CurveRecorder implements Listener {
    private final Map<String, Map<String, Thinned>> stages = new ConcurrentHashMap<>();

    @Override
    public void on(Event event) {
        if (event instanceof Event.StageStarted started && started.from() == 0) {
            stages.remove(started.stage().key());
        } else if (event instanceof Event.Measured measured) {
            measured.values().forEach((metric, value) -> add(measured.stage(), metric, measured.step(), value));
        }
    }

    /**
     * Takes up a stage's curves where an earlier run left them. Call it before the stage starts.
     *
     * @param file what {@link CsvCurves} wrote
     * @param from the step that the stage resumes at
     * @throws IOException if the file is there and cannot be read
     */
    public void resume(StageInfo stage, CurveFile file, long from) throws IOException {
        stages.remove(stage.key());
        file.read(from).forEach(line -> add(stage, line.metric(), line.step(), line.value()));
    }

    /** The stage's curves so far, by metric; empty if nothing was measured. */
    public Map<String, List<Point>> curves(StageInfo stage) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        stages.getOrDefault(stage.key(), Map.of()).forEach((metric, thinned) -> curves.put(metric, thinned.points()));
        return curves;
    }

    /** Forgets the stage's curves. */
    public void forget(StageInfo stage) {
        stages.remove(stage.key());
    }

    private void add(StageInfo stage, String metric, long step, double value) {
        stages.computeIfAbsent(stage.key(), key -> new LinkedHashMap<>())
                .computeIfAbsent(metric, key -> new Thinned())
                .add(step, value);
    }

    /**
     * A curve that is thinned as it grows: each point is the mean over as many figures, at the last one's step; when there are
     * too many points, neighbours are joined.
     */
    static final class Thinned {
        static final int MOST = 500;

        private final List<Point> points = new ArrayList<>();
        private int share = 1;
        private int pending;
        private double sum;
        private long last;

        void add(long step, double value) {
            sum += value;
            last = step;
            if (++pending == share) {
                points.add(new Point(last, sum / pending));
                pending = 0;
                sum = 0;
            }
            if (points.size() == MOST) {
                halve();
            }
        }

        List<Point> points() {
            List<Point> all = new ArrayList<>(points);
            if (pending > 0) {
                all.add(new Point(last, sum / pending));
            }
            return List.copyOf(all);
        }

        private void halve() {
            List<Point> joined = new ArrayList<>();
            for (int i = 0; i < points.size(); i += 2) {
                Point first = points.get(i);
                Point second = points.get(i + 1);
                joined.add(new Point(second.step(), (first.value() + second.value()) / 2));
            }
            points.clear();
            points.addAll(joined);
            share *= 2;
        }
    }
}
