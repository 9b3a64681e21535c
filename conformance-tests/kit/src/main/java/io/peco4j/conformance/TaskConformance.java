package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.stub.ColourTokenizer;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The rules TSK-01 to TSK-08, and LRN-01 to LRN-14 for its learner, if it has one.
 *
 * <p>A task is given pictures whose class is their colour, and a tiny encoder or tokenizer that sees colours: what it
 * scores then follows from the key to the validation split.
 */
public abstract class TaskConformance extends ComponentConformance implements LearnerRules {
    private static final int LOADER_THREADS = 2;

    /** A class for one task. */
    protected TaskConformance() {}

    /** The task under test, with options that make it small, and without random changes of colour. */
    protected abstract Component<DownstreamTask> task();

    /**
     * The encoder that it judges; a tiny plain vision transformer by default.
     *
     * @param bench makes components, and owns what is made without it
     * @param seed of its start
     */
    protected VisionEncoder encoder(Workbench bench, long seed) {
        return TinyEncoder.of(bench.manager(), seed);
    }

    /** The tokenizer that it judges; one that sees three bits of colour by default. */
    protected Tokenizer tokenizer(Workbench bench) {
        return new ColourTokenizer(bench.manager());
    }

    /** The main score where every prediction is right. */
    protected double perfectScore() {
        return 100;
    }

    /** The main score where predictions and labels have nothing to do with each other. */
    protected double chanceScore(int classes) {
        return 100.0 / classes;
    }

    /** Steps after which a learner distinguishes four colours. */
    protected int stepsToFit() {
        return 40;
    }

    /** Learning rate of these. */
    protected double fittingRate() {
        return 5e-3;
    }

    @Override
    protected Dataset dataset() {
        return ColourClasses.honest();
    }

    @Override
    protected int image() {
        return TinyEncoder.SIDE;
    }

    @Override
    public final Optional<Trainee> trainee(long seed) {
        Workbench bench = bench(seed);
        Made<DownstreamTask> made = made(bench, seed);
        return Trainee.of(made.component().learner(), made.manager(), bench);
    }

    @Test
    @Rule("TSK-01")
    final void scoresAreLegal() {
        List<Score> scores = judged(dataset()).scores();
        assertThat(scores)
                .extracting(Score::name)
                .as("scores go by different names")
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(scores)
                .allSatisfy(score -> assertThat(score.value()).as(score.name()).isFinite());
        assertThat(scores)
                .filteredOn(score -> score.unit().equals("%"))
                .as("percentages lie from 0 to 100")
                .allMatch(score -> score.value() >= 0 && score.value() <= 100);
        assertThat(scores.get(0).better())
                .as("which way the main score is better: studies are compared by it")
                .isNotEqualTo(Score.Better.NEITHER);
    }

    @Test
    @Rule("TSK-02")
    final void rightPredictionsScorePerfectly() {
        if (!able(Ability.SCORES_CLASSES)) {
            scoresDoNotDependOnLabels();
            return;
        }
        assertThat(main(ColourClasses.honest()))
                .as("the main score, where the class of a picture is its colour")
                .isCloseTo(perfectScore(), within(1.0));
    }

    @Test
    @Rule("TSK-03")
    final void scoresComeFromTheValidationSplitThatNothingLearned() {
        if (!able(Ability.SCORES_CLASSES)) {
            return;
        }
        ColourClasses honest = ColourClasses.honest();
        double chance = chanceScore(honest.classes().size());
        double margin = Math.abs(perfectScore() - chance) / 8;
        assertThat(main(honest.withMeaninglessKey()))
                .as("the main score, where labels of the validation split have nothing to do with its pictures")
                .isCloseTo(chance, within(margin));
        assertThat(Math.abs(main(honest.withMovedKey()) - perfectScore()))
                .as("how far the main score is from perfection, where every label of the validation split is wrong")
                .isGreaterThanOrEqualTo(Math.abs(perfectScore() - chance) - margin);
    }

    @Test
    @Rule("TSK-04")
    final void theOrderOfExamplesDoesNotMatter() {
        if (!able(Ability.SCORES_CLASSES)) {
            return;
        }
        ColourClasses uneven = ColourClasses.honest().withUnevenKey();
        assertThat(main(uneven.reversed()))
                .as("the main score, where the validation split is read backwards")
                .isCloseTo(main(uneven), within(1e-4));
    }

    @Test
    @Rule("TSK-05")
    final void theNumbersOfClassesDoNotMatter() {
        if (!able(Ability.SCORES_CLASSES)) {
            return;
        }
        ColourClasses uneven = ColourClasses.honest().withUnevenKey();
        assertThat(main(uneven.renumbered()))
                .as("the main score, where the classes have other numbers")
                .isCloseTo(main(uneven), within(Math.abs(perfectScore()) / 25));
    }

    @Test
    @Rule("TSK-06")
    final void scoringChangesNoState() {
        assertThat(judged(dataset()).changed())
                .as("tensors of the encoder, the tokenizer or the task's learner that scoring changed")
                .isEmpty();
    }

    @Test
    @Rule("TSK-07")
    final void scoresFollowFromTheSeed() {
        assertThat(judged(dataset()).scores())
                .as("scores of the same thing, judged twice with the same seed")
                .isEqualTo(judged(dataset()).scores());
    }

    private void scoresDoNotDependOnLabels() {
        try {
            assertThat(judged(ColourClasses.honest().withMeaninglessKey()).scores())
                    .as("scores with other labels, though lacks() says that it scores no classes")
                    .isEqualTo(judged(ColourClasses.honest()).scores());
        } catch (InvalidInputException refused) {
            assertThat(refused.problems())
                    .as("why labelled pictures are refused")
                    .isNotEmpty();
        }
    }

    @Test
    @Rule("TSK-08")
    final void dataThatItCannotScoreOnIsRefused() {
        Throwable thrown = catchThrowable(() -> {
            try (Workbench bench = bench(ColourClasses.honest().withoutValidation())) {
                made(bench, 1);
            }
        });
        if (able(Ability.USES_VALIDATION)) {
            assertThat(thrown)
                    .as("a data set without a validation split, handed to the constructor")
                    .isInstanceOf(InvalidInputException.class);
        } else {
            assertThat(thrown)
                    .as("a data set without a validation split, though lacks() says that it needs none")
                    .isNull();
        }
    }

    /**
     * What a task said, and what it did.
     *
     * @param changed names of tensors that were others afterwards
     */
    private record Judged(List<Score> scores, List<String> changed) {}

    private double main(Dataset dataset) {
        return judged(dataset).scores().get(0).value();
    }

    /** Trains what the task trains, and lets it score. */
    private Judged judged(Dataset dataset) {
        try (Workbench bench = bench(dataset)) {
            VisionEncoder encoder = encoder(bench, 1);
            Tokenizer tokenizer = tokenizer(bench);
            DownstreamTask task = made(bench, encoder, tokenizer).component();
            task.learner().ifPresent(learner -> {
                Split train = dataset.split(Dataset.TRAIN);
                try (Drill drill = new Drill(learner, train, train.size(), fittingRate())) {
                    drill.steps(stepsToFit());
                }
            });
            Map<String, List<Float>> before = state(task, encoder, tokenizer);
            List<Score> scores = task.findings(new SplitExamples(dataset, stage(), LOADER_THREADS, Listener.none()))
                    .scores();
            return new Judged(scores, Drill.differing(before, state(task, encoder, tokenizer)));
        }
    }

    private static Map<String, List<Float>> state(DownstreamTask task, VisionEncoder encoder, Tokenizer tokenizer) {
        Map<String, List<Float>> all = new LinkedHashMap<>();
        Drill.numbers(encoder.state()).forEach((name, values) -> all.put("encoder " + name, values));
        Drill.numbers(tokenizer.state()).forEach((name, values) -> all.put("tokenizer " + name, values));
        task.learner()
                .ifPresent(learner ->
                        Drill.numbers(learner.state()).forEach((name, values) -> all.put("learner " + name, values)));
        return all;
    }

    private Workbench bench(Dataset dataset) {
        return new Workbench(registry(), dataset, image(), 1);
    }

    private Made<DownstreamTask> made(Workbench bench, long seed) {
        return made(bench, encoder(bench, seed), tokenizer(bench));
    }

    private Made<DownstreamTask> made(Workbench bench, VisionEncoder encoder, Tokenizer tokenizer) {
        return bench.make(
                task(), Workbench.nothing().with(VisionEncoder.class, encoder).with(Tokenizer.class, tokenizer));
    }

    private StageInfo stage() {
        return new StageInfo("", "task", task().id().name(), "the kit", 1);
    }
}
