package io.peco4j.product.page;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Score.Better;
import io.peco4j.api.task.Table;
import io.peco4j.dsl.Published;
import io.peco4j.nn.picture.Png;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.PictureRecord;
import io.peco4j.runtime.record.StageRecord.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Invented runs as studies of tokenizers leave them, with curves of every step and pictures of their size. */
final class RecordedRuns {
    private static final Provenance MADE = new Provenance(
            "2026-11-23T10:00:00Z",
            "0.1.0",
            "17.0.15 (Debian)",
            "Linux amd64, a processor with a long name @ 2.60GHz",
            "DJL 0.35.1, libtorch 2.7.1",
            2,
            "bfloat16",
            "sha256:5f1c9b2e8a7d4c3b6e0f",
            Map.of("tokenizers", "0.1.0 3b1f6a0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a"));

    private final Random random = new Random(3);
    private final Path store;
    private final List<StageRecord> stages = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    private RecordedRuns(Path store) {
        this.store = store;
    }

    /** A run of so many tokenizers and seeds; its pictures are written into the store. */
    static RunRecord of(int tokenizers, int seeds, Path store) throws IOException {
        RecordedRuns run = new RecordedRuns(store);
        List<String> names = IntStream.range(0, tokenizers)
                .mapToObj(i -> i == 0 ? "pixel" : "perceptual-weight-0." + i)
                .toList();
        for (int seed = 0; seed < seeds; seed++) {
            for (String name : names) {
                run.tokenizer(name, seed);
                run.trained("pretraining", "beit", name + " / beit", seed, List.of(), List.of());
                run.task(name, "linear-probe", seed);
                run.task(name, "classification", seed);
            }
        }
        Published published = Published.in("PeCo, Table 7")
                .measure("accuracy on ImageNet-1K after fine-tuning, %")
                .on("classification")
                .order("pixel < " + names.get(1));
        Published ratio = Published.in("Another paper")
                .measure("box AP")
                .on("linear-probe")
                .figure("pixel", 40.1)
                .figure(names.get(1), 41.9);
        for (int i = 0; i < names.size(); i++) {
            published = published.figure(names.get(i), (824 + 3 * i) / 10.0);
        }
        return new RunRecord(
                "tokenizers-side-by-side",
                "study = tokenizers-side-by-side\n" + "a long line of the study file, ".repeat(8),
                "./peco4j run tokenizers.conf --set tokenizer.pixel.codebook.size=8192 --set data.path=/a/long/path",
                "2026-11-23T09:12:00Z",
                4212,
                run.stages,
                List.of(run.stages.get(0).stage().key()),
                run.cells,
                List.of(
                        "task x: failed at /a/very/long/path/without/any/space/in/it/that/does/not/fit/a/narrow/page.png"),
                List.of(published, ratio),
                List.of(new DataRecord("data", "scenes", "ab12", List.of("48 examples in train, 16 in val"))));
    }

    private void tokenizer(String name, long seed) throws IOException {
        List<Score> scores = List.of(
                Score.percent("codebook use", 84 + random.nextGaussian()),
                new Score("perplexity", 212 + 5 * random.nextGaussian(), "", Better.NEITHER),
                new Score("PSNR", 27 + random.nextGaussian(), "dB", Better.HIGHER));
        PictureRecord sheet = new PictureRecord("Reconstructions", "Pictures and what tokens keep.", "sheet.png");
        StageRecord stage = trained("tokenizer", "vqvae", name, seed, scores, List.of(sheet));
        Path folder = Files.createDirectories(store.resolve(stage.stage().key()));
        Files.write(folder.resolve(sheet.file()), Png.of(photographs(274, 102)).bytes());
    }

    private void task(String tokenizer, String task, long seed) {
        List<Score> scores = List.of(
                Score.percent("top-1", 45 + tokenizer.length() / 4.0 + random.nextGaussian()),
                Score.percent("top-5", 75 + random.nextGaussian()));
        String name = tokenizer + " / beit / " + task;
        StageRecord stage = trained("task", task, name, seed, scores, List.of());
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("encoder", "vit");
        axes.put("tokenizer", tokenizer);
        axes.put("pretraining", "beit");
        cells.add(new Cell(axes, task, seed, stage.stage().key(), scores));
    }

    private StageRecord trained(
            String kind, String component, String name, long seed, List<Score> scores, List<PictureRecord> pictures) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        curves.put("loss", curve(2.3, 0.7, 0.05));
        if (kind.equals("tokenizer")) {
            curves.put("perplexity", curve(20, 220, 0.05));
            curves.put("pixel", curve(0.4, 0.1, 0.05));
            curves.put("commitment", curve(0.1, 0.02, 0.05));
        }
        curves.put("learning-rate", curve(1.5e-3, 1e-5, 0));
        curves.put("gradient-norm", curve(300, 0.4, 0.3));
        List<Table> tables = component.equals("classification") ? List.of(classes()) : List.of();
        StageRecord stage = new StageRecord(
                new StageInfo(kind + stages.size(), kind, component, name, seed),
                "",
                List.of(),
                5_412_345,
                12_000,
                768_000,
                3.1e14,
                412,
                curves,
                scores,
                pictures,
                tables,
                MADE,
                List.of());
        stages.add(stage);
        return stage;
    }

    private static Table classes() {
        return new Table(
                "Classes",
                "By class.",
                List.of("class", "accuracy (%)"),
                IntStream.range(0, 10)
                        .mapToObj(i -> new Table.Row("class " + i, List.of(50.0 + i)))
                        .toList());
    }

    private List<Point> curve(double from, double to, double noise) {
        return IntStream.rangeClosed(0, 400)
                .mapToObj(i -> new Point(
                        30L * i, (to + (from - to) * Math.exp(-i / 60.0)) * (1 + noise * random.nextGaussian())))
                .toList();
    }

    /** Smooth with a little noise: about as large in a file as photographs are. */
    private RgbImage photographs(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double light = 128 + 60 * Math.sin(x / 9.0 + i % 3) + 40 * Math.cos(y / 7.0);
            rgb[i] = (byte) Math.round(Math.max(0, Math.min(255, light + 6 * random.nextGaussian())));
        }
        return new RgbImage(width, height, rgb);
    }
}
