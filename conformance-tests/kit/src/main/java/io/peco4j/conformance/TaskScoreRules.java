package io.peco4j.conformance;

import static io.peco4j.conformance.pictures.ColourClasses.ANY;
import static io.peco4j.conformance.pictures.ColourClasses.WHITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.workbench.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules TSK-01 to TSK-05 and TSK-15: what scores are made of. */
public abstract sealed class TaskScoreRules extends TaskReadingRules permits TaskConformance {
    private static final int FEW_KEYS = 32;
    private static final int MANY_KEYS = 128;

    /** One honest task in sixteen gets many keys; of those, one in ten thousand is more than so far from chance. */
    private static final double DOUBTFUL = 1.5;

    private static final double UNLIKELY = 3.7;

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
        assertThat(gainOfGuesses(chance))
                .as(
                        "by how much the mean of the main score over validation splits whose labels say nothing is better than"
                                + " chance, in standard errors: a score that is the best of several is")
                .isLessThanOrEqualTo(UNLIKELY);
    }

    /** More keys where the first ones leave a doubt. */
    private double gainOfGuesses(double chance) {
        List<Double> gains = new ArrayList<>(gains(chance, 0, FEW_KEYS));
        if (inStandardErrors(gains) > DOUBTFUL) {
            gains.addAll(gains(chance, FEW_KEYS, MANY_KEYS));
        }
        return inStandardErrors(gains);
    }

    private List<Double> gains(double chance, int from, int to) {
        List<ColourClasses> keys =
                IntStream.range(from, to).mapToObj(ColourClasses::meaningless).toList();
        double direction = Math.signum(perfectScore() - chance);
        return judged(keys.get(0), keys).stream()
                .map(judged -> direction * (judged.main() - chance))
                .toList();
    }

    private static double inStandardErrors(List<Double> gains) {
        double mean = gains.stream().mapToDouble(gain -> gain).average().orElseThrow();
        double square = gains.stream()
                .mapToDouble(gain -> (gain - mean) * (gain - mean))
                .average()
                .orElseThrow();
        return mean == 0 ? 0 : mean / Math.sqrt(square / gains.size());
    }

    @Test
    @Rule("TSK-04")
    final void theOrderOfExamplesDoesNotMatter() {
        scoresClasses();
        // More than go into a batch, as a rule, so that the last one is smaller.
        ColourClasses uneven =
                ColourClasses.honest().withMoreToScore().withMoreToScore().withUnevenKey();
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

    @Test
    @Rule("TSK-15")
    final void whatIsSaidOfAPictureDoesNotDependOnTheOthers() {
        scoresClasses();
        ColourClasses honest = ColourClasses.honest();
        // Other predictions may be as often right by some of them.
        for (List<Integer> labels : List.of(List.of(WHITE, WHITE, 0), List.of(0, 1, 2, WHITE, WHITE))) {
            List<Judgement> judgements = judged(
                    honest,
                    List.of(
                            honest.scoredOn(labels, ANY, ANY),
                            honest.scoredOn(labels, WHITE, WHITE),
                            honest.scoredOn(labels, ANY, WHITE)));
            double apart = (judgements.get(0).main() + judgements.get(1).main()) / 2;
            double range =
                    Math.abs(perfectScore() - chanceScore(honest.classes().size()));
            assertThat(judgements.get(2).main())
                    .as("the main score of pictures of all colours and as many white ones, given the mean of both by"
                            + " themselves")
                    .isCloseTo(apart, within(range / 1000));
        }
    }

    private void scoresDoNotDependOnLabels() {
        Applies.onlyIf(reads(Example.Labelled.class), "studies do not give it labelled pictures, says @Reads");
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
