package io.peco4j.dsl.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.TrainingLength;
import io.peco4j.api.train.Warmup;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alternatives and dependent options, as the recipe has them. */
final class RelationsTest {

    @Preset(name = "short", description = "in steps", options = "steps = 20, clip-each = 0.5, schedule = constant")
    @Preset(name = "late", description = "milestones", options = "schedule = milestones, milestones = [2], gamma = 0.5")
    record Detection(
            @Flat
            @Default(
                    "epochs = 12, learning-rate = 3e-4, schedule = milestones, milestones = [8, 11], warmup-steps = 500,"
                            + " clip = 3")
            Recipe recipe) {}

    private static Validation<Seq<Problem>, Detection> bound(String written) {
        Config config =
                ConfigFactory.parseString(written, ConfigParseOptions.defaults().setOriginDescription("study.conf"));
        return OptionsBinder.bind(Detection.class, config, ConfigFactory.empty(), "task.coco");
    }

    private static Recipe recipe(String written) {
        return bound(written).get().recipe();
    }

    @Test
    void defaultsAreOneOfTheAlternatives() {
        Recipe recipe = recipe("");
        assertThat(recipe.length()).isEqualTo(TrainingLength.ofEpochs(12));
        assertThat(recipe.rate()).isEqualTo(RateSchedule.milestones(3e-4, 0.1, List.of(8.0, 11.0)));
        assertThat(recipe.warmup()).isEqualTo(Warmup.ofSteps(500));
        assertThat(recipe.clipping()).isEqualTo(Clipping.global(3));
    }

    @Test
    void whatIsWrittenReplacesTheDefaultOfItsAlternative() {
        Recipe recipe = recipe("steps = 90, warmup-epochs = 0.5, clip-each = 1");
        assertThat(recipe.length()).isEqualTo(TrainingLength.ofSteps(90));
        assertThat(recipe.warmup()).isEqualTo(Warmup.ofEpochs(0.5));
        assertThat(recipe.clipping()).isEqualTo(Clipping.each(1));
    }

    @Test
    void anotherScheduleDropsTheDefaultsOfTheFirst() {
        assertThat(recipe("schedule = cosine").rate()).isEqualTo(RateSchedule.cosine(3e-4));
        assertThat(recipe("schedule = polynomial, power = 0.9").rate()).isEqualTo(RateSchedule.polynomial(3e-4, 0.9));
    }

    @Test
    void nullIsNoChoiceOfAnAlternative() {
        assertThat(recipe("steps = 90, epochs = null").length()).isEqualTo(TrainingLength.ofSteps(90));
        assertThat(recipe("steps = null, epochs = 4").length()).isEqualTo(TrainingLength.ofEpochs(4));
        assertThat(recipe("steps = null").length()).isEqualTo(TrainingLength.ofEpochs(12));
        assertThat(recipe("clip = null").clipping()).isEqualTo(Clipping.none());
        assertThat(recipe("clip = 0").clipping()).isEqualTo(Clipping.none());
    }

    @Test
    void whatIsWrittenReplacesThePresetsAlternativeToo() {
        Recipe recipe = recipe("preset = short, epochs = 3, clip = 2");
        assertThat(recipe.length()).isEqualTo(TrainingLength.ofEpochs(3));
        assertThat(recipe.clipping()).isEqualTo(Clipping.global(2));
        assertThat(recipe("preset = short").length()).isEqualTo(TrainingLength.ofSteps(20));
        assertThat(recipe("preset = late, schedule = cosine").rate()).isEqualTo(RateSchedule.cosine(3e-4));
    }

    @Test
    void allContradictionsAreSaidAtOnce() {
        assertThat(bound("""
                        epochs = 5
                        steps = 90
                        warmup-epochs = 1
                        warmup-steps = 10
                        schedule = cosine
                        milestones = [3]
                        power = 2
                        clip = 3
                        clip-each = 0.3
                        """).getError())
                .map(problem ->
                        problem.code() + " " + problem.what() + " @ " + problem.where() + ": " + problem.remedy())
                .containsExactly(
                        "PECO-530 both task.coco.epochs and task.coco.steps are set, which are alternatives @"
                                + " study.conf:2: remove one of them, or set it to null",
                        "PECO-531 task.coco.milestones has no effect with task.coco.schedule = cosine @ study.conf:6:"
                                + " remove it, or set schedule = milestones",
                        "PECO-531 task.coco.power has no effect with task.coco.schedule = cosine @ study.conf:7: remove"
                                + " it, or set schedule = polynomial",
                        "PECO-530 both task.coco.warmup-epochs and task.coco.warmup-steps are set, which are"
                                + " alternatives @ study.conf:4: remove one of them, or set it to null",
                        "PECO-530 both task.coco.clip and task.coco.clip-each are set, which are alternatives @"
                                + " study.conf:9: remove one of them, or set it to null");
    }

    @Test
    void aScheduleThatNeedsNumbersSaysSo() {
        assertThat(bound("schedule = milestones, milestones = null").getError())
                .map(problem -> problem.code() + " " + problem.what() + ": " + problem.remedy())
                .containsExactly("PECO-532 task.coco.schedule = milestones needs task.coco.milestones: expected a list,"
                        + " each element a number from 0 to 1000000000: when the learning rate is multiplied by gamma,"
                        + " in the unit of the training's length: epochs or steps");
    }

    @Test
    void anUnknownScheduleIsTheOnlyProblemOfItsOptions() {
        assertThat(bound("schedule = cosin, milestones = [3]").getError())
                .map(Problem::code)
                .containsExactly("PECO-106");
    }

    @Test
    void milestonesRise() {
        assertThat(bound("milestones = [3, 3]").getError())
                .map(problem -> problem.code() + " " + problem.remedy())
                .containsExactly("PECO-109 milestones rise, these do not: [3.0, 3.0]");
    }
}
