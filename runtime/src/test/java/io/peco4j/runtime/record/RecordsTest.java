package io.peco4j.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.event.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordsTest {
    @TempDir
    private Path folder;

    @Property(tries = 60)
    void aRunIsReadBackAsItWasWritten(@ForAll("runs") RunRecord run) throws IOException {
        Path place = Files.createTempDirectory("records");
        Path file = place.resolve("run.json");
        Records.write(file, run);
        assertThat(Records.readRun(file)).isEqualTo(run);
        if (!run.stages().isEmpty()) {
            Path artifact = place.resolve("artifact.json");
            Records.write(artifact, run.stages().get(0));
            assertThat(Records.readStage(artifact)).isEqualTo(run.stages().get(0));
            Files.delete(artifact);
        }
        Files.delete(file);
        Files.delete(place); // fails if a temporary file was left behind
    }

    @Provide
    Arbitrary<RunRecord> runs() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.doubles(), Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        Arbitrary<Long> whole = Arbitraries.longs();
        Arbitrary<List<Score>> scores = Combinators.combine(text, number, text, Arbitraries.of(Score.Better.class))
                .as(Score::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<StageInfo> info =
                Combinators.combine(text, text, text, text, whole).as(StageInfo::new);
        Arbitrary<Map<String, List<StageRecord.Point>>> curves = Arbitraries.maps(
                        text,
                        Combinators.combine(whole, number)
                                .as(StageRecord.Point::new)
                                .list()
                                .ofMaxSize(4))
                .ofMaxSize(3);
        Arbitrary<Provenance> provenance = Combinators.combine(
                        text,
                        text,
                        Arbitraries.integers(),
                        Arbitraries.maps(text, text).ofMaxSize(3))
                .as((a, b, threads, plugins) -> new Provenance(a, b, a, b, a, threads, b, a, plugins));
        Arbitrary<StageRecord> stage = Combinators.combine(info, text, whole, number, curves, scores, provenance)
                .as((i, t, n, x, c, s, p) -> new StageRecord(
                        i,
                        t,
                        List.of(t),
                        n,
                        n,
                        n,
                        x,
                        x,
                        c,
                        s,
                        List.of(new StageRecord.PictureRecord(t, t, t)),
                        List.of(new Table(t, t, List.of(t, t), List.of(new Table.Row(t, List.of(x))))),
                        p,
                        List.of()));
        Arbitrary<RunRecord.Cell> cell = Combinators.combine(
                        Arbitraries.maps(text, text).ofMaxSize(3), text, whole, text, scores)
                .as(RunRecord.Cell::new);
        return Combinators.combine(
                        text,
                        text,
                        number,
                        stage.list().ofMaxSize(3),
                        cell.list().ofMaxSize(3),
                        text.list().ofMaxSize(3))
                .as((a, b, x, stages, cells, words) -> new RunRecord(
                        a,
                        b,
                        a,
                        b,
                        x,
                        stages,
                        words,
                        cells,
                        words,
                        words.stream()
                                .map(word -> Published.in(a)
                                        .measure(b)
                                        .on(word)
                                        .figure(word, x)
                                        .order(word)
                                        .note(a))
                                .toList(),
                        words.stream()
                                .map(word -> new DataRecord(word, a, b, List.of(word)))
                                .toList(),
                        words.stream()
                                .map(word ->
                                        new Stopping(x, -x, word.length(), Stopping.Reason.OUT_OF_TIME, a.length(), b))
                                .toList(),
                        words.stream()
                                .map(word -> new StageWork(
                                        word, List.of(new Worker(a, b, word.length())), List.of(a), List.of(x, -x)))
                                .toList()));
    }

    @Test
    void everythingThatIsAbsentOrWrongIsNamedAtOnce() throws IOException {
        Path file = written("""
                {"study": "s", "text": 3, "command": "", "started": "", "seconds": "much", "reused": [],
                 "cells": [{"axes": {}, "task": "t", "seed": 1.5, "stage": "k",
                            "scores": [{"name": "top-1", "value": 1, "unit": "%", "better": "BIGGER"}]}],
                 "failures": [null], "of-a-later-version": {}}""");
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> Records.readRun(file));
        assertThat(thrown.problems()).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-343");
            assertThat(problem.where()).isEqualTo(file.toString());
        });
        assertThat(thrown.problems().stream().map(Problem::what))
                .containsExactly(
                        "text is not a text: 3",
                        "seconds is not a number: \"much\"",
                        "stages is absent",
                        "cells[0].seed is not a number: 1.5",
                        "cells[0].scores[0].better is not one of [HIGHER, LOWER, NEITHER]: \"BIGGER\"",
                        "failures[0] is absent");
    }

    /** Every member has its type, and together they make no table. */
    @Test
    void whatARecordRefusesIsSaidWithItsPlace() throws IOException {
        Path file = folder.resolve("artifact.json");
        Records.write(
                file,
                new StageRecord(
                        new StageInfo("k", "task", "segmentation", "s", 0),
                        "",
                        List.of(),
                        0,
                        0,
                        0,
                        0,
                        1,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(new Table(
                                "IoU", "", List.of("class", "IoU"), List.of(new Table.Row("sky", List.of(0.5))))),
                        new Provenance("", "", "", "", "", 1, "float32", "", Map.of()),
                        List.of()));
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("\"values\": *\\[[^]]*]", "\"values\": [1, 2]"));
        InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> Records.readStage(file));
        assertThat(thrown.problems())
                .singleElement()
                .asString()
                .contains("PECO-343", "tables[0] is not in order: a row of \"IoU\" has not 1 values");
    }

    @Test
    void unknownMembersArePassedOver() throws IOException {
        Path file = written("""
                {"study": "s", "text": "", "command": "", "started": "", "seconds": "NaN", "stages": [], "reused": [],
                 "cells": [], "failures": [], "of-a-later-version": {"x": [1]},
                 "stopping": [{"until": 1, "budget": 0, "first": 3, "reason": "WOULD_SHOW"}]}""");
        assertThat(Records.readRun(file)).satisfies(run -> {
            assertThat(run.seconds()).isNaN();
            assertThat(run.published()).isEmpty(); // which records of earlier versions lack
            assertThat(run.stopping()).containsExactly(new Stopping(1, 0, 3, Stopping.Reason.WOULD_SHOW, 0, ""));
        });
    }

    @Test
    void aDamagedFileIsSaidToBeSo() {
        Stream.of("{\"study\": ", "{\"study\": NaN}", "{} {}", "not json")
                .forEach(text -> assertThat(codes(() -> Records.readRun(written(text))))
                        .as(text)
                        .containsExactly("PECO-342"));
        assertThat(codes(() -> Records.readRun(folder.resolve("absent.json")))).containsExactly("PECO-341");
        assertThat(codes(() -> {
                    Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
                    Records.readRun(folder.resolve("latin.json"));
                }))
                .containsExactly("PECO-342");
    }

    private static List<String> codes(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(InvalidInputException.class, call).problems().stream()
                .map(Problem::code)
                .toList();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("run.json"), text);
    }
}
