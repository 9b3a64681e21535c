package io.peco4j.product.gang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class GangTrainingTest {
    private static final int WORKERS = 4;

    /** Of each training of 1 to 4 workers, every worker's state, and the first one's checkpoint. */
    private static final int ENDS = 1 + 2 + 3 + 4;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void oneToFourProcessesEndInTheSameBytes() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        Map<String, List<String>> states = new TreeMap<>();
        Map<String, List<String>> checkpoints = new TreeMap<>();
        try {
            for (int index = 0; index < WORKERS; index++) {
                processes.add(process(index));
            }
            for (Process process : processes) {
                try (BufferedReader output = process.inputReader()) {
                    output.lines().filter(line -> line.startsWith("end ")).forEach(line -> {
                        String[] words = line.split(" ");
                        states.computeIfAbsent(words[1], name -> new ArrayList<>())
                                .add(words[2]);
                        if (words.length > 3) {
                            checkpoints
                                    .computeIfAbsent(words[1], name -> new ArrayList<>())
                                    .add(words[4]);
                        }
                    });
                }
                assertThat(process.waitFor()).as("exit code of a worker").isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        assertThat(states.keySet())
                .isEqualTo(GangLearners.all().keySet().stream().collect(Collectors.toCollection(TreeSet::new)));
        assertThat(states)
                .allSatisfy((name, ends) ->
                        assertThat(ends).as("states of %s", name).hasSize(ENDS).containsOnly(ends.get(0)));
        assertThat(checkpoints)
                .allSatisfy((name, ends) -> assertThat(ends)
                        .as("tensors in the checkpoints of %s, by 1 to 4 workers", name)
                        .hasSize(WORKERS)
                        .containsOnly(ends.get(0)));
    }

    private Process process(int index) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.graph_optimizer=false",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GangWorker.class.getName(),
                        Integer.toString(index),
                        folder.toString(),
                        Integer.toString(WORKERS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
