package io.peco4j.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of tasks with data of their own, and of tasks that nest others. */
final class NestedTasksTest {
    private static final String STUDY = """
            study = nested
            data { component = grey, level = 10 }
            tokenizer { one { component = faulty } }
            task {
              ask { victim { component = fit, epochs = 12 }, data { component = grey, level = 200, broken = true } }
              fit {}
              again { component = ask, victim = fit }
            }
            seeds = [0]
            """;

    private static final Registry REGISTRY = Registry.of(List.of(new FaultyParts(), new NestingParts()));

    @TempDir
    private Path folder;

    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @Test
    void theOwnerGetsWhatTheOtherTaskTrainedOnTheOwnersData() {
        RunRecord run = run(STUDY);

        assertThat(run.failures()).isEmpty();
        Map<String, Double> numbers = numbers(run);
        assertThat(numbers).containsOnlyKeys("one / fit", "one / ask / fit", "one / ask", "one / again");
        double shared = number(numbers, "one / fit");
        double own = number(numbers, "one / ask / fit");
        assertThat(shared).as("on its way to dark grey, after 4 epochs").isBetween(0.5, 0.9);
        assertThat(own)
                .as("after 12 epochs")
                .isCloseTo(200 / 255.0, within(0.05))
                .isNotCloseTo(shared, within(1e-3));
        assertThat(number(numbers, "one / again")).isCloseTo(shared, within(1e-5));
        assertThat(number(numbers, "one / ask")).isCloseTo(own, within(1e-5));
        assertThat(run.cells()).extracting(RunRecord.Cell::task).containsExactly("ask", "fit", "again");
    }

    @Test
    void recordAndReportSayWhichDataAStageRead() throws IOException {
        RunRecord run = run(STUDY);

        assertThat(run.data())
                .containsExactly(
                        new DataRecord(
                                "data",
                                "grey",
                                "Grey[level=10, broken=false]",
                                List.of("8 examples in train, 8 examples in val; no classes", "grey 10")),
                        new DataRecord(
                                "task.ask.data",
                                "grey",
                                "Grey[level=200, broken=true]",
                                List.of("8 examples in train, 8 examples in val; no classes", "grey 200")));
        assertThat(run.stages())
                .extracting(stage ->
                        stage.stage().name() + ": " + stage.provenance().data())
                .containsExactly(
                        "one: Grey[level=10, broken=false]",
                        "one / fit: Grey[level=10, broken=false]",
                        "one / ask / fit: Grey[level=200, broken=true]",
                        "one / ask: Grey[level=200, broken=true]",
                        "one / again: Grey[level=10, broken=false]");
        Path own = folder.resolve("nested");
        assertThat(Records.readRun(own.resolve("run.json"))).isEqualTo(run);
        new Report(run, store()::folder).write(own);
        assertThat(Files.readString(own.resolve(Report.PAGE)))
                .contains("one / ask / fit", "task.ask.data", "grey 200", "Grey[level=200, broken=true]");
        assertThat(events)
                .contains(
                        new Event.Note("grey 10"),
                        new Event.Note("task.ask.data: grey 200"),
                        new Event.Skipped("train", "task.ask.data: 3.png", "broken by a test"));
    }

    @Test
    void onlyWhatReadsOtherDataIsMadeAgain() {
        run(STUDY);
        RunRecord again = run(STUDY.replace("level = 200", "level = 201"));

        assertThat(again.failures()).isEmpty();
        assertThat(again.stages())
                .filteredOn(stage -> !again.reused().contains(stage.stage().key()))
                .extracting(stage -> stage.stage().name())
                .containsExactly("one / ask / fit", "one / ask");
        assertThat(run(STUDY).reused()).as("what the first run did").hasSize(5);
    }

    @Test
    void whatBuildsOnAFailedTaskDoesNotRun() {
        RunRecord run = run(STUDY.replace("epochs = 12", "epochs = 12, fails = true"));

        assertThat(run.failures()).hasSize(2);
        assertThat(run.failures().get(0)).startsWith("task one / ask / fit, seed 0: failed while training (fit): ");
        assertThat(run.failures().get(1))
                .isEqualTo("task one / ask, seed 0: not run, because task one / ask / fit, seed 0 has no result");
        assertThat(run.cells()).extracting(RunRecord.Cell::task).containsExactly("fit", "again");
    }

    private static Map<String, Double> numbers(RunRecord run) {
        return run.stages().stream()
                .filter(stage -> stage.stage().kind().equals("task"))
                .collect(Collectors.toMap(
                        stage -> stage.stage().name(),
                        stage -> stage.scores().get(0).value()));
    }

    private static double number(Map<String, Double> numbers, String stage) {
        return Objects.requireNonNull(numbers.get(stage));
    }

    private ArtifactStore store() {
        return new ArtifactStore(folder.resolve("store"));
    }

    private RunRecord run(String study) {
        Clock clock = Clock.systemUTC();
        Plan plan = new Planner(
                        REGISTRY, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(study)), Precision.FLOAT32);
        return new StudyRunner(store(), Provenances.of(plan, EngineSession.start(), clock), events::add, clock)
                .run(plan, folder.resolve("nested"), "test");
    }
}
