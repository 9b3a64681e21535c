package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumeTest {
    @TempDir
    Path folder;

    @TempDir
    static Path undisturbed;

    private static final List<Event> EVENTS = new ArrayList<>();
    private static TrainingResult expected = new TrainingResult(0, 0, 0, 0, 0, Map.of());

    @BeforeAll
    static void trainUndisturbed() {
        EVENTS.clear();
        expected = TrainedForTest.train(
                undisturbed.resolve("run"), undisturbed.resolve("expected"), Duration.ofHours(1), EVENTS::add);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 21, 40})
    void aRunThatStopsAnywhereEndsInTheSameBytes(int step) throws IOException {
        assertThatThrownBy(() -> train(stopAt(step))).hasMessage("stopped");
        List<Event> events = new ArrayList<>();

        TrainingResult resumed = train(events::add);

        assertThat(events.get(0)).isEqualTo(new Event.StageStarted(TrainedForTest.STAGE, 40, step - 1));
        assertSameEnd();
        assertThat(resumed.curves()).isEqualTo(expected.curves());
        assertThat(resumed.images()).isEqualTo(expected.images());
        assertThat(measured(events)).isEqualTo(measured(EVENTS).subList(step - 1, 40));
    }

    @Test
    void aProcessThatIsKilledEndsInTheSameBytes() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int kill = 0; kill < 3; kill++) {
            int steps = random.nextInt(1, 7);
            Process process = child();
            try (BufferedReader output = process.inputReader();
                    OutputStream goOn = process.getOutputStream()) {
                // The engine logs lines of its own.
                Iterator<String> lines =
                        output.lines().filter(line -> line.startsWith("step ")).iterator();
                for (int step = 0; step < steps; step++) {
                    assertThat(lines.hasNext())
                            .as("whether step %d is done before the process is killed, seed %d", step + 1, seed)
                            .isTrue();
                    lines.next();
                    goOn.write('\n');
                    goOn.flush();
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(5000));
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(folder.resolve("actual")).doesNotExist();

        Process last = child();
        last.getOutputStream().close();
        last.getInputStream().readAllBytes();

        assertThat(last.waitFor())
                .as("exit code of the process after three kills, seed %d; it says:%n%s", seed, errors())
                .isZero();
        assertSameEnd();
    }

    @Test
    void anInterruptLeavesACheckpoint() throws IOException {
        assertThatThrownBy(() -> train(event -> {
                    if (event instanceof Event.StepDone done && done.step() == 20) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        List<Event> events = new ArrayList<>();
        train(events::add);

        assertThat(events.get(0)).isEqualTo(new Event.StageStarted(TrainedForTest.STAGE, 40, 20));
        assertSameEnd();
    }

    @Test
    void aDamagedCheckpointIsReportedAndTheOneBeforeTaken() throws IOException {
        assertThatThrownBy(() -> train(stopAt(30))).hasMessage("stopped");
        flipBit("checkpoint.safetensors");
        List<Event> events = new ArrayList<>();
        train(events::add);

        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        Event.Warning.class,
                        warning -> assertThat(warning.message())
                                .contains("checkpoint.safetensors")
                                .contains("checksum"));
        assertThat(events.get(1)).isEqualTo(new Event.StageStarted(TrainedForTest.STAGE, 40, 28));
        assertSameEnd();
    }

    @Test
    void withoutAWholeCheckpointTrainingStartsAnew() throws IOException {
        assertThatThrownBy(() -> train(stopAt(30))).hasMessage("stopped");
        flipBit("checkpoint.safetensors");
        Path previous = folder.resolve("run/checkpoint-previous.safetensors");
        Files.write(previous, Arrays.copyOf(Files.readAllBytes(previous), 1000));
        List<Event> events = new ArrayList<>();
        train(events::add);

        assertThat(events.subList(0, 2)).allMatch(Event.Warning.class::isInstance);
        assertThat(events.get(2)).isEqualTo(new Event.StageStarted(TrainedForTest.STAGE, 40, 0));
        assertSameEnd();
    }

    @Test
    void aFailingWriteSaysSoAndLeavesTheCheckpointBefore() throws IOException {
        assertThatThrownBy(() -> train(event -> {
                    if (event instanceof Event.StepDone done && done.step() == 30) {
                        blockWrites();
                    }
                }))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-620")
                .hasMessageContaining("after step 30");
        Files.delete(folder.resolve("run/checkpoint-incoming.safetensors/occupied"));
        Files.delete(folder.resolve("run/checkpoint-incoming.safetensors"));
        List<Event> events = new ArrayList<>();
        train(events::add);

        assertThat(events.get(0)).isEqualTo(new Event.StageStarted(TrainedForTest.STAGE, 40, 29));
        assertSameEnd();
    }

    private TrainingResult train(Listener listener) {
        return TrainedForTest.train(folder.resolve("run"), folder.resolve("actual"), Duration.ZERO, listener);
    }

    private static Listener stopAt(int step) {
        return event -> {
            if (event instanceof Event.StepDone done && done.step() == step) {
                throw new IllegalStateException("stopped");
            }
        };
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainedForTest.class.getName(),
                        folder.resolve("run").toString(),
                        folder.resolve("actual").toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    private void assertSameEnd() throws IOException {
        assertThat(Files.mismatch(folder.resolve("actual"), undisturbed.resolve("expected")))
                .as("first byte that differs")
                .isEqualTo(-1);
    }

    private static List<Event> measured(List<Event> events) {
        return events.stream().filter(Event.Measured.class::isInstance).toList();
    }

    private void flipBit(String name) throws IOException {
        Path file = folder.resolve("run").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] ^= 1;
        Files.write(file, bytes);
    }

    /** As a full disk would: the file cannot be made. */
    private void blockWrites() {
        try {
            Files.createDirectories(folder.resolve("run/checkpoint-incoming.safetensors/occupied"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
