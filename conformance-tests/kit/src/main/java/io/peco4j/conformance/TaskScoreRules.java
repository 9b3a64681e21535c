package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.workbench.Judgement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules TSK-01 to TSK-05: what scores are made of. */
public abstract sealed class TaskScoreRules extends TaskSetup permits TaskConformance {
    /** So many that the mean score of guesses is within a twelfth of the way to perfection, but for one task in a thousand. */
    private static final int KEYS = 32;

    TaskScoreRules() {}

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
        scoresClasses();
        ColourClasses honest = ColourClasses.honest();
        double chance = chanceScore(honest.classes().size());
        double range = Math.abs(perfectScore() - chance);
        assertThat(main(honest.withMeaninglessKey()))
                .as("the main score, where labels of the validation split have nothing to do with its pictures")
                .isCloseTo(chance, within(range / 8));
        assertThat(Math.abs(main(honest.withMovedKey()) - perfectScore()))
                .as("how far the main score is from perfection, where every label of the validation split is wrong")
                .isGreaterThanOrEqualTo(range - range / 8);
        ColourClasses hard = ColourClasses.meaningless();
        assertThat(judged(hard, IntStream.range(0, KEYS).mapToObj(hard::withDrawnKey).toList()).stream()
                        .mapToDouble(Judgement::main)
                        .average()
                        .orElseThrow())
                .as("the mean of the main score over " + KEYS + " drawn keys, none of which says anything: a score that is"
                        + " the best of several is above chance")
                .isCloseTo(chance, within(range / 12));
    }

    @Test
    @Rule("TSK-04")
    final void theOrderOfExamplesDoesNotMatter() {
        scoresClasses();
        ColourClasses uneven = ColourClasses.honest().withUnevenKey();
        assertThat(main(uneven.reversed()))
                .as("the main score, where the validation split is read backwards")
                .isCloseTo(main(uneven), within(1e-4));
    }

    @Test
    @Rule("TSK-05")
    final void theNumbersOfClassesDoNotMatter() {
        scoresClasses();
        ColourClasses uneven = ColourClasses.honest().withUnevenKey();
        assertThat(main(uneven.renumbered()))
                .as("the main score, where the classes have other numbers")
                .isCloseTo(main(uneven), within(Math.abs(perfectScore()) / 25));
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

    private void scoresClasses() {
        Applies.onlyIf(able(Ability.SCORES_CLASSES), "it scores no classes, says lacks()");
    }

    private double main(Dataset dataset) {
        return judged(dataset).main();
    }
}
