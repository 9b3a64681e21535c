package io.peco4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTest {
    @TempDir
    Path scratch;

    @Test
    void casesHaveNamesOfTheirOwn() {
        LearnerFactory tokenizer = VitLearner.factory(VitSize.TINY, 1, 16);
        PaperTokenizer paper = new PaperTokenizer(tokenizer, tokenizer, (image, precision) -> {
            throw new AssertionError("a name needs no tokenizer");
        });
        List<BenchCase> cases = Bench.cases(
                Map.of("vqvae", tokenizer),
                paper,
                (folder, digests) -> {
                    throw new AssertionError("a name needs no plan");
                },
                (study, precision) -> {
                    throw new AssertionError("a name needs no plan");
                },
                folder -> {
                    throw new AssertionError("a name needs no data");
                },
                folder -> {
                    throw new AssertionError("a name needs no data");
                },
                codewords -> tokenizer);
        List<String> names = cases.stream().map(BenchCase::name).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .contains("matmul-float32", "vit-b-blocks-bfloat16", "vqvae-step-64-bfloat16", "loader", "memory")
                .contains("perceptual-step-224", "tokenize-224", "batch-128-224");
        assertThat(cases.stream().filter(BenchCase::onlyByName).map(BenchCase::name))
                .contains(
                        "plan-200000",
                        "coco-file",
                        "clip-decoding",
                        "cluster-sum",
                        "cluster-gang",
                        "growth-codebook",
                        "growth-stages",
                        "memory-estimates-beit-s",
                        "large-steps-mae-h-14",
                        "peers-float32-beit-tiny-25",
                        "large-peers-bfloat16-beit-b-8",
                        "large-peers-bfloat16-mae-b-8",
                        "large-peers-bfloat16-fine-tuning-b-8",
                        "large-peers-float32-vqvae-224",
                        "peer-memory-float32-beit-b-8-original",
                        "dense-steps-upernet-b-512",
                        "dense-steps-timesformer-b-8x224")
                .allMatch(name -> name.matches("plan-.*|coco-file|clip-decoding|cluster-(sum|gang)|growth-.*"
                        + "|memory-estimates-.*|large-steps-.*|dense-steps-.*|(large-)?peers-.*|peer-memory-.*"));
    }

    @Test
    void aStepIsTimedAndCounted() {
        BenchContext context = new BenchContext(new GeneratedPhotos(3), scratch, 2);
        StepCase bench = new StepCase("tiny", VitLearner.factory(VitSize.TINY, 1, 16), 32, 2, Precision.FLOAT32);

        BenchResult result = bench.run(context);

        assertThat(result.itemsPerSecond()).isPositive();
        // 5 tokens: 4 patches of 768 numbers to 192 channels, one block of 12 D^2 a token and two products of
        // attention.
        double forward = 2 * 4 * 768 * 192 + 5 * 2 * 12 * 192 * 192 + 2 * 2 * 5 * 5 * 192;
        assertThat(result.flopsPerSecond() / result.itemsPerSecond()).isCloseTo(3 * forward, withinPercentage(1e-6));
        assertThat(result.peakFraction()).isBetween(0.0, 1.5);
    }

    @Test
    void aTrainingIsMeasuredBesideItsEstimate() {
        BenchContext context = new BenchContext(new GeneratedPhotos(3), scratch, 2);
        VitConfig config = VitConfig.plain(VitSize.TINY, 16, 32);
        Training tiny = Training.ofLearner("tiny", 2, owner -> MaskedAutoencoderLearner.of(owner, config));

        BenchResult result = new PeakCase("memory", tiny, 2).run(context);

        assertThat(result.more())
                .containsAllEntriesOf(BenchResult.of(result.json()).more());
        double weights = result.more().getOrDefault("weights-gigabytes", Double.NaN);
        assertThat(weights).isPositive();
        assertThat(result.more().get("estimate-gigabytes")).isGreaterThan(4 * weights);
    }

    @Test
    void aResultIsOneLineOfJson() {
        BenchResult result = new BenchResult("loader", 12.5, Double.NaN, Double.NaN, Map.of("ratio", 0.75));

        JsonObject json = JsonParser.parseString(result.json()).getAsJsonObject();

        assertThat(result.json()).doesNotContain("\n");
        assertThat(json.keySet()).containsExactly("case", "itemsPerSecond", "ratio");
        assertThat(json.get("ratio").getAsDouble()).isEqualTo(0.75);
        assertThat(result.line()).contains("loader", "12.5", "ratio 0.75");
    }

    @Test
    void photosAreDecodedAsTheyWereDrawn() {
        GeneratedPhotos photos = new GeneratedPhotos(2);

        assertThat(photos.example(0).image().width()).isEqualTo(500);
        assertThat(photos.example(0).image().rgb())
                .isEqualTo(photos.example(0).image().rgb())
                .isNotEqualTo(photos.example(1).image().rgb());
    }

    @Test
    void growthIsTheSlopeOfLogarithms() {
        List<Integer> sizes = List.of(10, 20, 40, 80);

        assertThat(PowerLaw.of(sizes, List.of(500.0, 800.0, 3200.0, 12_800.0), 3)
                        .exponent())
                .isCloseTo(2, within(1e-9));
        assertThat(new PowerLaw(1.1).remark("time", "stages", "")).isEmpty();
        assertThat(new PowerLaw(2).remark("time", "stages", "a reason"))
                .contains("worse than linear: time grows as stages to the power of 2.00, so that ten times as many take"
                        + " 100 times the time: a reason");
    }

    @Test
    void whatIsSaidOfGrowthPassesBetweenProcesses() {
        GrowthCase square = new GrowthCase(
                "square", "sides", List.of(1, 2, 4), (of, context, side) -> new GrowthCase.Cost(side * side, side), "");

        BenchResult result = square.run(new BenchContext(new GeneratedPhotos(1), scratch, 1));

        assertThat(result.more()).containsEntry("memory-exponent", 1.0).containsEntry("seconds-at-4", 16.0);
        assertThat(result.remarks()).hasSize(1);
        assertThat(BenchResult.of(result.json()).remarks()).isEqualTo(result.remarks());
    }

    @Test
    void anInventedRunHasAReport() {
        String page = new Report(InventedRun.of(3, 2), key -> scratch).html();

        assertThat(page).contains("choice-2", "All scores").doesNotContain("could not be made");
    }
}
