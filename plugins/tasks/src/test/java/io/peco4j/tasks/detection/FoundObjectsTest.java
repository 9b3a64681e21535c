package io.peco4j.tasks.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.Instance;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.metric.Rectangle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoundObjectsTest {
    private static final List<String> CLASSES = List.of("red", "green");
    private static final int PICTURES = 40;

    private static ObjectRow truth(int seed, boolean masks) {
        var example = DrawnObjects.picture(seed, masks);
        return new ObjectRow(
                example.objects(),
                new PixelSize(example.image().height(), example.image().width()));
    }

    private static List<Claim> perfect(ObjectRow row) {
        return row.objects().stream()
                .map(object -> new Claim(
                        object.label(),
                        0.9,
                        Rectangle.of(object.box()),
                        object.mask().map(row::pixels)))
                .toList();
    }

    private static Map<String, Double> scores(Findings findings) {
        return findings.scores().stream().collect(Collectors.toMap(Score::name, Score::value));
    }

    @Test
    void whoClaimsTheTruthScoresAHundred() {
        FoundObjects found = new FoundObjects(CLASSES, true);
        for (int i = 0; i < PICTURES; i++) {
            ObjectRow row = truth(i, true);
            found.add(i, row, perfect(row));
        }
        Findings findings = found.findings(List.of());
        assertThat(findings.scores().get(0).name()).isEqualTo("box AP");
        assertThat(scores(findings))
                .containsOnlyKeys(
                        "box AP",
                        "box AP50",
                        "box AP75",
                        "box AP small",
                        "box AR",
                        "mask AP",
                        "mask AP50",
                        "mask AP75",
                        "mask AP small",
                        "mask AR")
                .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(100));
        Table table = findings.tables().get(0);
        assertThat(table.rows()).extracting(Table.Row::name).isEqualTo(CLASSES);
        assertThat(table.rows().get(1).values()).containsExactly((double) PICTURES, 100.0, 100.0, 100.0, 100.0);
    }

    @Test
    void whoGuessesScoresNearNothing() {
        FoundObjects found = new FoundObjects(CLASSES, true);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PICTURES; i++) {
            // The truth about another picture, its classes exchanged.
            List<Claim> claims = perfect(truth(i + 2 * PICTURES, true)).stream()
                    .map(claim -> new Claim(1 - claim.label(), random.nextDouble(), claim.box(), claim.mask()))
                    .toList();
            found.add(i, truth(i, true), claims);
        }
        assertThat(scores(found.findings(List.of())))
                .allSatisfy((name, value) -> assertThat(value).as(name).isBetween(0.0, 5.0));
    }

    @Test
    void crowdsNeedNotBeFoundAndAreCounted() {
        FoundObjects found = new FoundObjects(CLASSES, true);
        ObjectRow row = truth(1, true);
        Instance first = row.objects().get(0);
        Instance crowd = new Instance(first.label(), first.box(), true, first.mask());
        ObjectRow crowded = new ObjectRow(List.of(crowd, row.objects().get(1)), row.size());
        found.add(0, crowded, List.of(perfect(row).get(1)));
        // Twice on the crowd, and surer than of the rest.
        found.add(
                1,
                crowded,
                List.of(perfect(row).get(0), perfect(row).get(0), perfect(row).get(1)));
        Findings findings = found.findings(List.of());
        assertThat(scores(findings).get("box AP")).isEqualTo(100);
        assertThat(scores(findings).get("mask AP")).isEqualTo(100);
        assertThat(findings.tables().get(0).caption()).contains("2 crowds");
        assertThat(findings.tables().get(0).rows().get(0).values())
                .startsWith(0.0, Double.NaN)
                .endsWith(Double.NaN);
    }

    @Test
    void inScoresOfMasksAnObjectWithoutOneNeedNotBeFound() {
        FoundObjects found = new FoundObjects(CLASSES, true);
        ObjectRow row = truth(1, true);
        Instance first = row.objects().get(0);
        ObjectRow partly = new ObjectRow(
                List.of(new Instance(first.label(), first.box()), row.objects().get(1)), row.size());
        found.add(0, partly, perfect(row));
        assertThat(scores(found.findings(List.of())))
                .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(100));
        FoundObjects nothing = new FoundObjects(CLASSES, true);
        nothing.add(0, partly, List.of(perfect(row).get(1)));
        assertThat(scores(nothing.findings(List.of())))
                .containsEntry("mask AP", 100.0)
                .containsEntry("box AP", 50.0);
    }

    @Test
    void boxesAloneHaveNoScoresOfMasks() {
        FoundObjects found = new FoundObjects(CLASSES, false);
        IntStream.range(0, 4).forEach(i -> found.add(i, truth(i, false), perfect(truth(i, false))));
        Findings findings = found.findings(List.of());
        assertThat(scores(findings).keySet()).allMatch(name -> name.startsWith("box "));
        assertThat(findings.tables().get(0).caption()).contains("only boxes are learned and scored");
    }

    @Test
    void withoutAnObjectThereIsNoScore() {
        FoundObjects found = new FoundObjects(CLASSES, true);
        Instance crowd = new Instance(0, new Box(1, 1, 9, 9), true, Optional.empty());
        found.add(0, new ObjectRow(List.of(crowd), new PixelSize(16, 16)), List.of());
        assertThatThrownBy(() -> found.findings(List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-178")
                .hasMessageContaining("only 1 crowd");
    }
}
