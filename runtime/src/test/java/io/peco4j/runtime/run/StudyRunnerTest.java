package io.peco4j.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.listen.RunLog;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.run.FaultyParts.At;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Studies of which a part fails: whatever it throws, wherever, the other stages have their results. */
final class StudyRunnerTest {
    private static final String TOKENIZERS = """
            study = faults
            data { component = pixels }
            tokenizer { bad { component = faulty, @ }, good { component = faulty, variant = 1 } }
            task { judge {} }
            seeds = [0]
            """;

    private static final String TASKS = """
            study = faults
            data { component = pixels }
            tokenizer { good { component = faulty } }
            task { bad { component = judge, @ }, judge { variant = 1 } }
            seeds = [0]
            """;

    private static final Registry REGISTRY = Registry.of(List.of(new FaultyParts()));

    @TempDir
    private Path folder;

    private int runs;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @ParameterizedTest
    @EnumSource(
            value = At.class,
            names = {"PICTURES"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatATokenizerThrowsIsItsOwnFailureAndThatOfWhatBuildsOnIt(At at) throws IOException {
        for (Thrown what : Thrown.values()) {
            if (what != Thrown.NOTHING) {
                Run run = run(TOKENIZERS.replace("@", fault(at, what)));

                assertThat(run.record().failures()).as("%s at %s", what, at).hasSize(2);
                assertThat(run.record().failures().get(0))
                        .startsWith("tokenizer bad, seed 0: failed while ")
                        .contains("(faulty)");
                assertThat(run.record().failures().get(1))
                        .isEqualTo("task bad / judge, seed 0: not run, because tokenizer bad, seed 0 has no result");
                assertGoodHasItsResult(run);
                assertToldInFull(run, what);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = At.class,
            names = {"CONSTRUCTOR", "LEARNER", "SCORING", "PICTURES"})
    void whatATaskThrowsIsItsOwnFailure(At at) throws IOException {
        for (Thrown what : Thrown.values()) {
            if (what != Thrown.NOTHING) {
                Run run = run(TASKS.replace("@", fault(at, what)));

                assertThat(run.record().failures()).as("%s at %s", what, at).hasSize(1);
                assertThat(run.record().failures().get(0))
                        .startsWith("task good / bad, seed 0: failed while ")
                        .contains("(judge)");
                assertGoodHasItsResult(run);
                assertToldInFull(run, what);
            }
        }
    }

    @Test
    void whereEverythingFailsThereIsARecordAndAReport() throws IOException {
        for (Thrown what : Thrown.values()) {
            if (what != Thrown.NOTHING && what != Thrown.UNREADABLE) {
                Run run = run(TOKENIZERS
                        .replace("component = pixels", "component = pixels, third = " + word(what))
                        .replace("@", ""));

                assertThat(run.record().failures()).as("%s", what).hasSize(4);
                assertThat(run.record().failures().get(0))
                        .as("%s", what)
                        .contains("example 3 of the split 'train' (train/3.png)");
                assertThat(run.record().cells()).isEmpty();
                assertThat(Records.readRun(run.folder().resolve("run.json"))).isEqualTo(run.record());
                assertThat(run.page()).contains("4 failures", "tokenizer bad, seed 0");
            }
        }
    }

    @Test
    void causeAndPlaceAreToldInOneLine() throws IOException {
        assertThat(failure(At.LOSS, Thrown.CHECKED))
                .isEqualTo(
                        "tokenizer bad, seed 0: failed while training (faulty): PECO-521 the objective 'one' failed at"
                                + " step 0 of 2, epoch 0: thrown by a test");
        assertThat(failure(At.SCORING, Thrown.MISSING_CLASS))
                .isEqualTo(
                        "tokenizer bad, seed 0: failed while scoring (faulty): NoClassDefFoundError: thrown/by/a/test");
        assertThat(failure(At.PREPARATION, Thrown.HEAP))
                .startsWith("tokenizer bad, seed 0: failed while training (faulty): example ")
                .contains("PECO-502 memory is short: Java may use ", "PECO4J_JAVA_OPTS=-Xmx");
        assertThat(failure(At.CONSTRUCTOR, Thrown.INVALID_INPUT))
                .isEqualTo("tokenizer bad, seed 0: failed while making its components (faulty):"
                        + " PECO-999 thrown by a test (here): that");
    }

    @Test
    void anExampleThatIsSkippedIsCountedNowhereAndToldOnce() throws IOException {
        Run run = run(TOKENIZERS
                .replace("component = pixels", "component = pixels, third = unreadable, corrupt = skip")
                .replace("@", "variant = 2"));

        assertThat(run.record().failures()).isEmpty();
        assertThat(run.record().cells())
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.scores().get(0).value()).isEqualTo(4));
        assertThat(run.record().stages())
                .filteredOn(stage -> stage.steps() > 0)
                .hasSize(2)
                .allSatisfy(stage -> {
                    assertThat(stage.steps()).isEqualTo(2);
                    assertThat(stage.images()).isEqualTo(7);
                });
        assertThat(run.events())
                .filteredOn(Event.Skipped.class::isInstance)
                .containsExactly(
                        new Event.Skipped("train", "train/3.png", "thrown by a test"),
                        new Event.Skipped("val", "val/3.png", "thrown by a test"));
        assertThat(run.events())
                .filteredOn(Event.Warning.class::isInstance)
                .containsExactly(
                        new Event.Warning(
                                "2 examples were left out of training and scores because they cannot be"
                                        + " read: train/3.png of 'train' (thrown by a test), val/3.png of 'val' (thrown by a test)"));
    }

    @Test
    void anInterruptEndsTheStudy() {
        Listener interrupting = event -> {
            if (event instanceof Event.StepDone) {
                Thread.currentThread().interrupt();
            }
        };

        assertThatThrownBy(() -> run(TOKENIZERS.replace("@", ""), interrupting))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aRecordThatCannotBeWrittenIsAFailureToo() throws IOException {
        Files.createDirectories(folder.resolve("0/faults/run.json/occupied"));

        RunRecord record = run(TOKENIZERS.replace("@", "variant = 2")).record();

        assertThat(record.cells()).hasSize(2);
        assertThat(record.failures()).hasSize(1);
        assertThat(record.failures().get(0)).startsWith("the record of the run is not written: ");
    }

    private record Run(RunRecord record, Path folder, List<Event> events) {
        String log() throws IOException {
            return Files.readString(folder.resolve("run.log"));
        }

        String page() throws IOException {
            return Files.readString(folder.resolve(Report.PAGE));
        }
    }

    private static void assertGoodHasItsResult(Run run) throws IOException {
        assertThat(run.record().cells()).hasSize(1);
        assertThat(run.record().cells().get(0).axes()).containsEntry("tokenizer", "good");
        assertThat(Records.readRun(run.folder().resolve("run.json"))).isEqualTo(run.record());
        assertThat(run.page()).contains("failed while ");
        assertThat(run.events())
                .last()
                .isInstanceOfSatisfying(
                        Event.StudyFinished.class,
                        over -> assertThat(over.failed())
                                .isEqualTo(run.record().failures().size()));
    }

    private static void assertToldInFull(Run run, Thrown what) throws IOException {
        String frame = what == Thrown.STACK ? "Thrown.overflow" : "FaultyParts";
        assertThat(run.log()).as("the log, of " + what).contains(what == Thrown.UNSPEAKABLE ? "cannot be told" : frame);
    }

    private String failure(At at, Thrown what) throws IOException {
        return run(TOKENIZERS.replace("@", fault(at, what))).record().failures().get(0);
    }

    private static String fault(At at, Thrown what) {
        return "at = " + word(at) + ", what = " + word(what);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Run run(String study) throws IOException {
        return run(study, Listener.none());
    }

    private Run run(String study, Listener listener) throws IOException {
        Path out = folder.resolve("" + runs++);
        Path own = out.resolve("faults");
        List<Event> events = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        // One for all: what is good was trained once, and what fails is never there.
        ArtifactStore store = new ArtifactStore(folder.resolve("store"));
        Host host = Host.of(EngineSession.start(), ContentDigests.plain());
        Plan plan = new Planner(REGISTRY, host, ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(study)), Precision.FLOAT32);
        Listener all = listener.and(events::add).and(new RunLog(own.resolve("run.log"), clock, trouble -> {}));
        RunRecord record = new StudyRunner(store, Provenances.of(plan, EngineSession.start(), clock), all, clock)
                .run(plan, own, "test");
        new Report(record, store::folder).write(own);
        return new Run(record, own, events);
    }
}
