package io.peco4j.product.parity;

import com.google.gson.JsonElement;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.peco4j.runtime.train.DecaySchedule;
import io.peco4j.runtime.train.LearningRate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/** Schedules whose references are lists of runs, one number for each step. */
final class ScheduleRuns {
    private ScheduleRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("microsoft/unilm", "beit/utils.py: cosine_scheduler"),
                ScheduleRuns::cosines,
                new Kind("facebookresearch/dino", "utils.py: cosine_scheduler"),
                ScheduleRuns::cosines,
                new Kind(
                        "open-mmlab/mmcv",
                        "mmcv/runner/hooks/lr_updater.py: PolyLrUpdaterHook, StepLrUpdaterHook,"
                                + " CosineAnnealingLrUpdaterHook with warm-up"),
                ScheduleRuns::mmcv);
    }

    /** Without a warm-up, it is a weight decay's schedule too. */
    private static void cosines(ParityCase reference) {
        List<Arguments> runs = of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            LearningRate rate = cosine(run);
            check(reference, "out." + i, rate.total(), rate::at);
            if (run.number("warmup_epochs", 0) == 0) {
                WeightDecay decay = WeightDecay.between(run.number("base_value"), run.number("final_value"));
                check(reference, "out." + i, rate.total(), new DecaySchedule(decay, rate.total())::at);
            }
        }
    }

    /** Steps replace the epochs of a warm-up there, but switch none on. */
    static LearningRate cosine(Arguments run) {
        double peak = run.number("base_value");
        double epochs = run.number("warmup_epochs", 0);
        int steps = epochs > 0 ? run.integer("warmup_steps", 0) : 0;
        Warmup warmup = steps > 0 ? Warmup.ofSteps(steps) : Warmup.ofEpochs(epochs);
        Recipe recipe = Recipe.adamW(RateSchedule.cosine(peak).withMinimum(run.number("final_value")))
                .withEpochs(run.integer("epochs"))
                .withWarmup(warmup.from(run.number("start_warmup_value", 0) / peak));
        return LearningRate.of(recipe, run.integer("niter_per_ep"));
    }

    /** MMCV's hooks, for a base rate of the run. */
    private static LearningRate mmcv(Arguments run, double peak) {
        Arguments settings = new Arguments(run.get("kw").getAsJsonObject());
        RateSchedule schedule = switch (run.text("policy")) {
            case "Poly" ->
                RateSchedule.polynomial(peak, settings.number("power")).withMinimum(settings.number("min_lr"));
            case "CosineAnnealing" -> RateSchedule.cosineFromStart(peak).withMinimum(settings.number("min_lr"));
            case "Step" -> RateSchedule.milestones(peak, settings.number("gamma"), boxed(settings.numbers("step")));
            default -> throw new IllegalArgumentException(run.text("policy"));
        };
        int perEpoch = run.integer("per_epoch", 1);
        Recipe recipe = Recipe.adamW(schedule)
                .withEpochs(run.integer("iters") / perEpoch)
                .withWarmup(Warmup.ofSteps(settings.integer("warmup_iters", 0))
                        .from(settings.number("warmup_ratio", 0))
                        .rising(shape(settings.text("warmup", "linear"))));
        return LearningRate.of(recipe, perEpoch);
    }

    private static Warmup.Shape shape(String name) {
        return name.equals("exp") ? Warmup.Shape.EXPONENTIAL : Warmup.Shape.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Rates of several groups, a row for each step. */
    private static void mmcv(ParityCase reference) {
        List<Arguments> runs = of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            List<LearningRate> rates = boxed(run.numbers("lrs")).stream()
                    .map(peak -> mmcv(run, peak))
                    .toList();
            double[] rows = LongStream.range(0, rates.get(0).total())
                    .boxed()
                    .flatMapToDouble(step -> rates.stream().mapToDouble(rate -> rate.at(step)))
                    .toArray();
            reference.check("out." + i, reference.manager().create(rows).reshape(-1, rates.size()));
        }
    }

    /** The case's runs. */
    static List<Arguments> of(ParityCase reference) {
        return of(reference, "runs");
    }

    /** Those of a sort. */
    static List<Arguments> of(ParityCase reference, String sort) {
        return reference.arguments().get(sort).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(Arguments::new)
                .toList();
    }

    static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    static void check(ParityCase reference, String key, long steps, LongToDoubleFunction value) {
        reference.check(
                key,
                reference
                        .manager()
                        .create(LongStream.range(0, steps).mapToDouble(value).toArray()));
    }
}
