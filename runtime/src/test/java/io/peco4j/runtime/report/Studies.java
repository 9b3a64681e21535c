package io.peco4j.runtime.report;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.PictureRecord;
import io.peco4j.runtime.record.StageRecord.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An invented run as a study would leave it: two tokenizers, one pretraining, two tasks, three seeds. */
final class Studies {
    private static final String HOCON = """
            name = perceptual-vs-pixel
            data { component = image-folder, path = data/photos }
            encoder { component = vit, size = tiny, patch = 8, image = 64 }
            tokenizer {
              pixel { component = vqvae, codebook { size = 512, dimension = 64 } }
              perceptual {
                component = vqvae, codebook { size = 512, dimension = 64 }
                objectives = [{ component = pixel }, { component = perceptual, backbone = mocov3-vit }]
              }
            }
            pretraining { beit { component = beit, mask { ratio = 0.4 }, epochs = 20 } }
            task { linear-probe = linear-probe, classification { component = classification, epochs = 20 } }
            seeds = [0, 1, 2]
            """;
    private static final Provenance MADE = new Provenance(
            "2026-11-23T10:00:00Z",
            "0.1.0",
            "17.0.15 (Debian)",
            "Linux amd64",
            "DJL 0.35.1, libtorch 2.7.1",
            2,
            "bfloat16",
            "sha256:5f1c9b2e8a7d4c3b6e0f",
            Map.of("tokenizers", "0.1.0 3b1f6a0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a"));

    private static final Table CLASSES = new Table(
            "Classes",
            "By class.",
            List.of("class", "accuracy (%)"),
            List.of(new Table.Row("tabby, cat", List.of(81.25)), new Table.Row("unseen", List.of(Double.NaN))));
    private final Random random = new Random(7);
    private final List<StageRecord> stages = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    private Studies() {}

    static RunRecord perceptualAgainstPixel() {
        Studies study = new Studies();
        for (long seed = 0; seed < 3; seed++) {
            study.stage("backbone", "mocov3-vit", "mocov3-vit", seed, 4.1, 1.2, List.of(), List.of());
            study.seed("pixel", seed, 44.8, 61.2, 0.31);
            study.seed("perceptual", seed, 47.1, 61.5, 0.62);
        }
        List<String> reused = study.stages.stream()
                .filter(stage -> stage.stage().kind().equals("backbone")
                        || stage.stage().name().equals("pixel"))
                .map(stage -> stage.stage().key())
                .toList();
        return new RunRecord(
                "perceptual-vs-pixel",
                HOCON,
                "./peco4j run perceptual-vs-pixel.conf",
                "2026-11-23T09:12:00Z",
                4212,
                study.stages,
                reused,
                study.cells,
                List.of(),
                List.of(Published.in("PeCo, Table 7")
                        .measure("accuracy on ImageNet-1K after fine-tuning, %")
                        .on("linear-probe")
                        .figure("pixel", 82.4)
                        .figure("perceptual", 84)
                        .order("pixel < perceptual")
                        .note("Figures invented for a test.")),
                List.of(new DataRecord(
                        "data", "scenes", "ab12", List.of("48 examples in train, 16 examples in val; no classes"))));
    }

    private void seed(String tokenizer, long seed, double probe, double fine, double start) {
        List<PictureRecord> pictures = List.of(
                new PictureRecord("Originals", "Eight validation images.", "originals.png"),
                new PictureRecord("Reconstructions", "The same images, from tokens alone.", "reconstructions.png"),
                new PictureRecord("Token map", "Each colour is one codeword.", "tokens.png"));
        stage(
                "tokenizer",
                "vqvae",
                tokenizer,
                seed,
                start,
                start / 6,
                List.of(
                        Score.percent("codebook use", 84 + 10 * start + random.nextGaussian()),
                        new Score("perplexity", 212 + 90 * start + 5 * random.nextGaussian(), "", Score.Better.NEITHER),
                        new Score("PSNR", 27 - 3 * start + 0.1 * random.nextGaussian(), "dB", Score.Better.HIGHER)),
                pictures);
        stage("pretraining", "beit", tokenizer + " / beit", seed, 6.2, 4 - start, List.of(), List.of());
        task(tokenizer, "linear-probe", seed, probe, 0.45);
        task(tokenizer, "classification", seed, fine, 0.6);
    }

    private void task(String tokenizer, String task, long seed, double score, double noise) {
        List<Score> scores = List.of(
                Score.percent("top-1", score + noise * random.nextGaussian()),
                Score.percent("top-5", score + 30 + noise * random.nextGaussian()));
        String name = tokenizer + " / beit / " + task;
        stage("task", task, name, seed, 2.3, 2.3 - score / 60, scores, List.of());
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("encoder", "vit");
        axes.put("tokenizer", tokenizer);
        axes.put("pretraining", "beit");
        cells.add(new Cell(axes, task, seed, key(name, seed), scores));
    }

    private void stage(
            String kind,
            String component,
            String name,
            long seed,
            double from,
            double to,
            List<Score> scores,
            List<PictureRecord> pictures) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        curves.put("loss", curve(from, to, 0.02));
        if (kind.equals("tokenizer")) {
            curves.put("perplexity", curve(20, 220 + 90 * from, 0.03));
            curves.put("pixel", curve(from / 2, to / 3, 0.03));
        }
        curves.put("learning-rate", curve(1.5e-3, 1e-5, 0));
        curves.put("gradient-norm", curve(300, 0.4, 0.3));
        stages.add(new StageRecord(
                new StageInfo(key(name, seed), kind, component, name, seed),
                "",
                List.of(),
                5_412_345,
                12_000,
                768_000,
                3.1e14,
                412 + 300 * from,
                curves,
                scores,
                pictures,
                component.equals("classification") ? List.of(CLASSES) : List.of(),
                MADE,
                List.of()));
    }

    private List<Point> curve(double from, double to, double noise) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 240; i++) {
            double value = to + (from - to) * Math.exp(-i / 40.0);
            points.add(new Point(50L * i, value * (1 + noise * random.nextGaussian())));
        }
        return points;
    }

    static String key(String name, long seed) {
        return Integer.toHexString((name + seed).hashCode());
    }
}
