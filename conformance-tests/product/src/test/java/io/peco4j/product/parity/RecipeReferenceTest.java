package io.peco4j.product.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.nn.image.Distortion;
import io.peco4j.nn.image.RandAugment;
import io.peco4j.product.Checkout;
import io.peco4j.runtime.train.LearningRate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What recipes are made of, against the parts of reference cases that they are about: such a case as a whole is about
 * more, or about policies that recipes leave out.
 */
final class RecipeReferenceTest {

    /**
     * Steps at epochs with relative rates that are powers of ten, without a warm-up; the epoch after the last is in it.
     */
    @Test
    void milestonesOfTimeSformer() {
        with("timesformer_lr_policy", reference -> {
            Arguments run = ScheduleRuns.of(reference).get(0);
            List<Double> steps = ScheduleRuns.boxed(run.numbers("STEPS"));
            Recipe recipe = Recipe.sgd(RateSchedule.milestones(
                            run.number("BASE_LR"), run.numbers("LRS")[1], steps.subList(1, steps.size())))
                    .withEpochs(run.integer("MAX_EPOCH"));
            int perEpoch = reference.arguments().integer("per_epoch");
            LearningRate rate = LearningRate.of(recipe, perEpoch);
            ScheduleRuns.check(reference, "out.0", rate.total() + perEpoch, rate::at);
        });
    }

    /**
     * The runs of one cycle, up to its end: whatever follows is a restart. The first row is what holds before any step.
     */
    @Test
    void cosinesOfTimm() {
        with("timm_cosine_lr", reference -> {
            List<Arguments> runs = ScheduleRuns.of(reference);
            for (int i : new int[] {0, 1, 3}) {
                Arguments run = runs.get(i);
                List<LearningRate> rates = ScheduleRuns.boxed(run.numbers("lrs")).stream()
                        .map(peak -> timm(new Arguments(run.get("kw").getAsJsonObject()), peak))
                        .toList();
                double[] rows = LongStream.rangeClosed(0, rates.get(0).total())
                        .boxed()
                        .flatMapToDouble(row -> rates.stream().mapToDouble(rate -> rate.at(Math.max(0, row - 1))))
                        .toArray();
                String key = "out." + i;
                NDArray expected = reference.get(key).get(":" + (rates.get(0).total() + 1));
                reference
                        .comparison()
                        .add(key, expected, reference.manager().create(rows).reshape(expected.getShape()));
            }
        });
    }

    private static LearningRate timm(Arguments settings, double peak) {
        int warmup = settings.integer("warmup_t", 0);
        boolean shifted = settings.flag("warmup_prefix", false);
        RateSchedule schedule = shifted ? RateSchedule.continuousCosine(peak) : RateSchedule.cosineFromStart(peak);
        Recipe recipe = Recipe.adamW(schedule.withMinimum(settings.number("lr_min")))
                .withEpochs(settings.integer("t_initial") + (shifted ? warmup : 0))
                .withWarmup(Warmup.ofEpochs(warmup).from(settings.number("warmup_lr_init", 0) / peak));
        return LearningRate.of(recipe, 1);
    }

    /** Arguments of all operations, and RandAugment's list; not AutoAugment's policies. */
    @Test
    void levelsOfTimm() {
        with("timm_autoaugment_levels", reference -> {
            double[] levels = reference.arguments().numbers("levels");
            reference.under("out.arg.").keySet().forEach(name -> {
                Distortion operation = DistortionRuns.operation(name);
                double[] rows = Arrays.stream(levels)
                        .flatMap(level -> Arrays.stream(
                                new double[] {operation.argument(level, false), operation.argument(level, true)}))
                        .toArray();
                reference.check(
                        "out.arg." + name, reference.manager().create(rows).reshape(-1, 2));
            });
            List<Distortion> named = reference.arguments().get("names").getAsJsonArray().asList().stream()
                    .map(name -> DistortionRuns.operation(name.getAsString()))
                    .toList();
            reference.check(
                    "out.rand_ops.inc1",
                    reference
                            .manager()
                            .create(RandAugment.OPERATIONS.stream()
                                    .mapToLong(named::indexOf)
                                    .toArray()));
        });
    }

    private static void with(String name, Consumer<ParityCase> check) {
        Path folder = Checkout.shared().resolve("parity-training");
        assumeTrue(Files.isDirectory(folder), "the reference numbers of trainings are absent; set PECO4J_SHARED");
        JsonObject entry = Catalogue.in(folder).cases().stream()
                .filter(found -> found.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
        try (ParityCase reference = new ParityCase(folder, entry)) {
            check.accept(reference);
            assertThat(reference.comparison().failures()).as(name).isEmpty();
        }
    }
}
