package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Python with PyTorch, such as Debian's python3-torch; tests that need it are skipped without. */
record Python(String executable) {

    /** The first of python3 and Debian's own that can import some modules. */
    static Python with(String modules) throws IOException, InterruptedException {
        Optional<Python> found = Optional.empty();
        for (String executable : List.of("python3", "/usr/bin/python3")) {
            if (found.isEmpty()
                    && run(List.of(executable, "-c", "import " + modules)).isEmpty()) {
                found = Optional.of(new Python(executable));
            }
        }
        Assumptions.assumeTrue(
                found.isPresent(),
                "no python3 that imports " + modules + "; install python3-torch, python3-torchvision");
        return found.orElseThrow();
    }

    /** Runs a script; fails with what it printed. */
    void run(String... arguments) throws IOException, InterruptedException {
        Optional<String> failure =
                run(Stream.concat(Stream.of(executable), Stream.of(arguments)).toList());
        if (failure.isPresent()) {
            throw new AssertionError(failure.orElseThrow());
        }
    }

    private static Optional<String> run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(output);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
