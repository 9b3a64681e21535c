package io.peco4j.tasks.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.tasks.Alone;
import io.peco4j.tasks.robustness.AttackOptions.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On a classifier by brightness that remembers what it was shown. */
final class RobustnessTaskTest {
    /** The brightest class is the last of ten; pictures lie in the middle of their classes, 25 levels apart. */
    private static final Alone.Pictures DATA = new Alone.Pictures(
            IntStream.range(0, Brightness.CLASSES)
                    .mapToObj(RobustnessTaskTest::grey)
                    .toList(),
            IntStream.range(0, Brightness.CLASSES).mapToObj(i -> "class " + i).toList());

    private static RgbImage grey(int label) {
        byte[] rgb = new byte[3 * Brightness.SIDE * Brightness.SIDE];
        Arrays.fill(rgb, (byte) Brightness.level(label));
        return new RgbImage(Brightness.SIDE, Brightness.SIDE, rgb);
    }

    @Test
    void saysWhatIsLeftOfTheAccuracyAtEachEpsilon() {
        Findings findings =
                run(options(List.of(Method.values()), List.of(4.0, 20.0), Goal.ANY_OTHER), new Brightness());
        assertThat(findings.scores().get(0)).isEqualTo(Score.percent("clean", 100));
        assertThat(findings.scores()).extracting(Score::name).contains("fgsm 4/255", "mi-fgsm 20/255", "pgd 20/255");
        findings.scores().stream()
                .filter(score -> score.name().endsWith(" 4/255"))
                .forEach(score -> assertThat(score.value()).as(score.name()).isEqualTo(100));
        findings.scores().stream()
                .filter(score -> score.name().endsWith(" 20/255"))
                .forEach(score -> assertThat(score.value()).as(score.name()).isLessThanOrEqualTo(20));
        Table table = findings.tables().get(0);
        assertThat(table.columns()).hasSize(1 + Method.values().length).startsWith("epsilon (1/255)", "fgsm (%)");
        assertThat(table.rows()).extracting(Table.Row::name).containsExactly("0", "4", "20");
        assertThat(table.rows().get(0).values()).containsOnly(100.0);
        assertThat(findings.pictures()).extracting(Picture::title).containsExactly(table.title(), "Attacked pictures");
        assertThat(findings.pictures().get(1).caption()).contains("fgsm 20/255", "class 4, then class ");
        assertThat(classesShown(findings.pictures().get(1)))
                .as("pictures come from all over the split")
                .containsExactly("class 0", "class 4", "class 7");
    }

    private static List<String> classesShown(Picture sheet) {
        return Pattern.compile("(class \\d)(, then| still)")
                .matcher(sheet.caption())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The classifier sees pictures alone, none further from an original than epsilon, not by its last bit. */
    @Test
    void showsTheClassifierPicturesWithinEpsilon() {
        double epsilon = 7;
        Brightness classifier = new Brightness();
        run(options(List.of(Method.BIM, Method.MI_FGSM), List.of(epsilon), Goal.DRAWN), classifier);
        assertThat(classifier.seen.size()).isGreaterThan(10);
        for (float[] picture : classifier.seen) {
            assertThat(IntStream.range(0, Brightness.CLASSES)
                            .mapToDouble(label -> farthest(picture, Brightness.level(label) / 255f))
                            .min()
                            .orElseThrow())
                    .isLessThanOrEqualTo(epsilon / 255);
            for (float value : picture) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    private static double farthest(float[] picture, float origin) {
        return IntStream.range(0, picture.length)
                .mapToDouble(i -> Math.abs((double) picture[i] - (double) origin))
                .max()
                .orElseThrow();
    }

    @Test
    void reachesItsGoals() {
        Findings findings = run(options(List.of(Method.BIM), List.of(255.0), Goal.LEAST_LIKELY), new Brightness());
        Table table = findings.tables().get(0);
        assertThat(table.columns()).containsExactly("epsilon (1/255)", "bim (%)", "bim, goal reached (%)");
        assertThat(table.rows().get(0).values()).containsExactly(100.0, Double.NaN);
        assertThat(table.rows().get(1).values().get(1)).isGreaterThan(80);
    }

    @Test
    void attacksSomePicturesDrawnByTheSeed() {
        Brightness first = new Brightness();
        Brightness second = new Brightness();
        RobustnessTask.Options some = options(List.of(Method.PGD), List.of(2.0), Goal.ANY_OTHER, Optional.of(3));
        assertThat(run(some, first).scores()).isEqualTo(run(some, second).scores());
        assertThat(first.seen).usingRecursiveComparison().isEqualTo(second.seen);
        assertThat(first.seen.subList(0, 3))
                .as("the pictures as they are, of which there is one batch")
                .allMatch(picture -> picture[0] == picture[1]);
        assertThat(first.seen.size())
                .as("those, ten places of the attack and its result")
                .isEqualTo(3 * 12);
    }

    @Test
    void refusesWhatMakesNoSense() {
        RobustnessTask.Options wrong =
                options(List.of(Method.BIM, Method.BIM), List.of(0.0, 256.0, 8.0), Goal.ANY_OTHER);
        assertThatThrownBy(() -> run(wrong, Optional.empty()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::code)
                                .containsExactly("PECO-185", "PECO-185", "PECO-185", "PECO-186"));
        assertThatThrownBy(() -> run(wrong, Optional.empty()))
                .hasMessageContaining("epsilon = 0, in 255ths: nothing could change")
                .hasMessageContaining("epsilon = 256, in 255ths: more than")
                .hasMessageContaining("attacks names one twice")
                .hasMessageContaining("gives no classifier to attack");
    }

    private static RobustnessTask.Options options(List<Method> methods, List<Double> epsilons, Goal goal) {
        return options(methods, epsilons, goal, Optional.empty());
    }

    private static RobustnessTask.Options options(
            List<Method> methods, List<Double> epsilons, Goal goal, Optional<Integer> pictures) {
        return new RobustnessTask.Options(
                Component.of(DownstreamTask.class, "test.brightness", ConfigFactory.empty()),
                new AttackOptions(methods, epsilons, 10, Optional.empty(), 1, 1, goal),
                pictures,
                1,
                4,
                3);
    }

    private static Findings run(RobustnessTask.Options options, Brightness classifier) {
        return run(options, Optional.of(classifier));
    }

    private static Findings run(RobustnessTask.Options options, Optional<ImageClassifier> classifier) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return new RobustnessTask(options, DATA, new Given(manager, new Random(1), classifier)).findings(DATA);
        }
    }
}
