package io.peco4j.tasks.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.GradientMode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What scores say of networks that are always right, and of those that guess. */
final class SegmentationScoresTest {
    private static final int CLASSES = 4;

    @BeforeAll
    static void noGradients() {
        GradientMode.turnOff();
    }

    /** In windows and as a whole, with views in other sizes and mirrored: what is right stays so, but for edges. */
    @Test
    void theTruthScoresAHundred() {
        PaintedMaps data = new PaintedMaps(
                List.of(map(40, 24, (x, y) -> x / 10), map(24, 48, (x, y) -> y < 2 ? ClassMap.IGNORE_BYTE : y / 12)),
                CLASSES);
        Findings windows = findings(data, data::seen, views(ScoringViews.Mode.WINDOWS, List.of(1.0), false), 24);
        assertThat(windows.scores()).extracting(Score::name).containsExactly("mIoU", "mean accuracy", "pixel accuracy");
        assertThat(windows.scores())
                .allSatisfy(score -> assertThat(score.value()).isEqualTo(100));
        assertThat(findings(data, data::seen, views(ScoringViews.Mode.WHOLE, List.of(1.0), false), 24)
                        .scores())
                .allSatisfy(score -> assertThat(score.value()).isEqualTo(100));
        assertThat(findings(data, data::seen, views(ScoringViews.Mode.WINDOWS, List.of(1.0, 2.0), true), 24)
                        .scores())
                .allSatisfy(score -> assertThat(score.value()).isGreaterThan(90));
    }

    /** Of maps that say nothing, a guess has an intersection over union of one in 2 K - 1. */
    @Test
    void guessesAreAtChance() {
        SplittableRandom random = new SplittableRandom(5);
        PaintedMaps data = new PaintedMaps(List.of(map(96, 96, (x, y) -> random.nextInt(CLASSES))), CLASSES);
        UnaryOperator<NDArray> guess = images -> images.getManager()
                .randomUniform(
                        0,
                        1,
                        new Shape(
                                1,
                                CLASSES,
                                images.getShape().get(2),
                                images.getShape().get(3)));
        Findings found = findings(data, guess, views(ScoringViews.Mode.WHOLE, List.of(1.0), false), 96);
        assertThat(found.scores().get(0).value()).isCloseTo(100.0 / (2 * CLASSES - 1), within(1.0));
        assertThat(found.scores().get(1).value()).isCloseTo(100.0 / CLASSES, within(2.0));
        assertThat(found.scores().get(2).value()).isCloseTo(100.0 / CLASSES, within(2.0));
    }

    /** A class without a pixel is in no mean; one that is predicted where there is none is. */
    @Test
    void classesThatNeverOccurDoNotCount() {
        PaintedMaps data = new PaintedMaps(List.of(map(16, 16, (x, y) -> x < 8 ? 0 : 1)), CLASSES);
        PaintedMaps wrong = new PaintedMaps(List.of(map(16, 16, (x, y) -> x < 8 ? 0 : 2)), CLASSES);
        Findings right = findings(data, data::seen, views(ScoringViews.Mode.WHOLE, List.of(1.0), false), 16);
        assertThat(right.scores()).allSatisfy(score -> assertThat(score.value()).isEqualTo(100));
        Table table = right.tables().get(0);
        assertThat(table.rows()).extracting(Table.Row::name).isEqualTo(data.classes());
        assertThat(table.rows().get(1).values()).containsExactly(100.0, 100.0, 50.0);
        assertThat(table.rows().get(3).values().subList(0, 2)).containsExactly(Double.NaN, Double.NaN);

        ScoredPictures scored = new ScoredPictures(data, 0);
        scored.add(0, wrong.maps().get(0).classes().toArray(), data.maps().get(0));
        assertThat(scored.findings().scores()).extracting(Score::value).containsExactly(100 * (1.0 / 3), 50.0, 50.0);
        assertThat(scored.findings().pictures()).isEmpty();
    }

    /** Pictures have the colours that the data set gives its classes, and the ignored ones none. */
    @Test
    void picturesShowTruthAndPrediction() {
        PaintedMaps data =
                new PaintedMaps(List.of(map(16, 8, (x, y) -> y == 0 ? ClassMap.IGNORE_BYTE : x < 8 ? 0 : 1)), CLASSES);
        Findings found = findings(data, data::seen, views(ScoringViews.Mode.WHOLE, List.of(1.0), false), 8);
        byte[] sheet = found.pictures().get(0).image().rgb();
        int width = found.pictures().get(0).image().width();
        assertThat(width).isEqualTo(16);
        int truth = 8 + 2;
        assertThat(sheet[3 * truth * width]).isZero();
        assertThat(sheet[3 * (truth + 1) * width]).isEqualTo((byte) 0x10);
        assertThat(sheet[3 * ((truth + 1) * width + 15)]).isEqualTo((byte) 0x20);
        assertThat(sheet[3 * ((2 * truth + 1) * width + 15)]).isEqualTo((byte) 0x20);
        assertThat(found.pictures().get(1).caption())
                .contains("class 0, class 1")
                .doesNotContain("class 2");
    }

    private static Findings findings(PaintedMaps data, UnaryOperator<NDArray> network, ScoringViews views, int crop) {
        TrainingViews training = new TrainingViews(crop, crop, 4 * crop, 1, 1, 1, 0, 0, false);
        PixelScoring scoring = new PixelScoring(views, crop, network);
        ScoredPictures scored = new ScoredPictures(data, 2);
        data.forEach(
                PaintedMaps.VALIDATION,
                1,
                views.preparation(training, 8),
                batch -> scored.add(batch.indices()[0], scoring.predicted(batch), PixelScoring.truth(batch)));
        return scored.findings();
    }

    private static ScoringViews views(ScoringViews.Mode mode, List<Double> scales, boolean flipped) {
        return new ScoringViews(mode, 10, scales, flipped);
    }

    private static ClassMap map(int width, int height, IntBinaryOperator classes) {
        byte[] values = new byte[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) classes.applyAsInt(i % width, i / width);
        }
        return ClassMap.of(width, height, values);
    }
}
