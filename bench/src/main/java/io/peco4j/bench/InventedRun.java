package io.peco4j.bench;

import io.peco4j.api.task.Score;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The record of a finished run as large as is asked for: pretrainings, a task on each, seeds. */
final class InventedRun {
    private static final int POINTS = 50;
    private static final Provenance MADE =
            new Provenance("2026-01-01T00:00:00Z", "", "", "", "", 1, "float32", "", Map.of());

    private final SplittableRandom random = new SplittableRandom(0);
    private final List<StageRecord> stages = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    private InventedRun() {}

    /**
     * Such a record.
     *
     * @param choices pretrainings, each with two stages a seed
     */
    static RunRecord of(int choices, int seeds) {
        InventedRun run = new InventedRun();
        for (int seed = 0; seed < seeds; seed++) {
            for (int choice = 0; choice < choices; choice++) {
                run.add("choice-" + choice, choice, seed);
            }
        }
        List<String> reused =
                run.stages.stream().map(each -> each.stage().key()).toList();
        return new RunRecord(
                "growth", "", "", MADE.time(), 1, run.stages, reused, run.cells, List.of(), List.of(), List.of());
    }

    private void add(String pretraining, int choice, int seed) {
        stage("pretraining", "mae", pretraining, seed, List.of());
        double accuracy = 50 + choice % 7 + random.nextDouble();
        List<Score> scores = List.of(Score.percent("top-1", accuracy), Score.percent("top-5", accuracy + 30));
        String key = stage("task", "linear-probe", pretraining + " / linear-probe", seed, scores);
        cells.add(new Cell(Map.of("encoder", "vit", "pretraining", pretraining), "linear-probe", seed, key, scores));
    }

    private String stage(String kind, String component, String name, int seed, List<Score> scores) {
        String key = name + " " + seed;
        stages.add(new StageRecord(
                new StageInfo(key, kind, component, name, seed),
                "",
                List.of(),
                1_000_000,
                POINTS,
                1000,
                1e12,
                10,
                Map.of("loss", curve()),
                scores,
                List.of(),
                List.of(),
                MADE,
                List.of()));
        return key;
    }

    private List<Point> curve() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(new Point(i, Math.exp(-i / 10.0) + 0.01 * random.nextDouble()));
        }
        return points;
    }
}
