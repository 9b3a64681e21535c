package io.peco4j.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a case by this program in another process, with the same options of the JVM and the same environment.
 *
 * @param main the program's class
 * @param options further ones of the JVM
 */
record OwnProcess(String main, List<String> options) {
    /** Lines of a failed process that are shown. */
    private static final int PRINTED = 5;

    /**
     * Measures a case there.
     *
     * @param arguments of the program; the last line that it prints is the result as JSON
     * @throws IllegalStateException if the process fails, with what it printed last
     */
    BenchResult run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        File output = Files.createTempFile("peco4j-bench", ".txt").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            int code;
            try {
                code = process.waitFor();
            } finally {
                process.destroyForcibly();
            }
            List<String> lines = Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            if (code != 0 || !last.startsWith("{")) {
                throw new IllegalStateException("the process of the case ended with code " + code
                        + "; it printed last: "
                        + String.join(" | ", lines.subList(Math.max(0, lines.size() - PRINTED), lines.size())));
            }
            return BenchResult.of(last);
        } finally {
            Files.delete(output.toPath());
        }
    }
}
