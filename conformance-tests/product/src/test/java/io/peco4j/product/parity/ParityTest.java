package io.peco4j.product.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import io.peco4j.nn.PoisonedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of the catalogue, a test each, as memory is and with freed memory full of NaN; the worst deviation of each
 * is written to {@code target/parity.txt}.
 */
final class ParityTest {
    /** Bytes of the largest freed block that is filled with NaN. */
    private static final int POISON = 1 << 20;

    private static final List<String> SUMMARY = Collections.synchronizedList(new ArrayList<>());

    @TestFactory
    Stream<DynamicTest> cases() {
        List<Catalogue> catalogues = Catalogue.find();
        assumeTrue(
                !catalogues.isEmpty(),
                "the folders of reference numbers are absent; set PECO4J_PARITY or PECO4J_SHARED");
        String only = System.getProperty("parity", "");
        Map<String, String> waiting = Waiting.read().reasons();
        List<DynamicTest> chosen = catalogues.stream()
                .flatMap(catalogue -> catalogue.cases().stream()
                        .filter(entry -> entry.get("name").getAsString().contains(only))
                        .map(entry -> DynamicTest.dynamicTest(
                                entry.get("name").getAsString(), () -> run(catalogue.folder(), entry, waiting))))
                .toList();
        assertThat(chosen).as("cases whose names contain '%s'", only).isNotEmpty();
        return chosen.stream();
    }

    private static void run(Path folder, JsonObject entry, Map<String, String> waiting) {
        String name = entry.get("name").getAsString();
        String reason = waiting.get(name);
        if (reason != null) {
            SUMMARY.add(name + ": " + reason);
            assumeTrue(false, reason);
        }
        Kind kind = Kind.of(entry);
        Optional<String> notApplicable = Kinds.notApplicable(kind);
        if (notApplicable.isPresent()) {
            SUMMARY.add(name + ": not applicable: " + notApplicable.orElseThrow());
            return;
        }
        CaseRun run = Kinds.run(kind);
        compare(folder, entry, run, "");
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            PoisonedMemory.around(manager, POISON, () -> {
                compare(folder, entry, run, ", on memory full of NaN");
                return name;
            });
        }
    }

    private static void compare(Path folder, JsonObject entry, CaseRun run, String circumstances) {
        String name = entry.get("name").getAsString() + circumstances;
        try (ParityCase reference = new ParityCase(folder, entry)) {
            run.run(reference);
            SUMMARY.add(name + ": " + reference.comparison().summary());
            assertThat(reference.comparison().failures()).as(name).isEmpty();
            assertThat(reference.unchecked())
                    .as("results of " + name + " that nothing compares")
                    .isEmpty();
        }
    }

    /** A line that is left behind would hide the case of that name for good. */
    @Test
    void onlyCasesThatExistWait() {
        List<Catalogue> catalogues = Catalogue.find();
        assumeTrue(catalogues.size() > 1, "one of the folders of reference numbers is absent");
        assertThat(catalogues.stream()
                        .flatMap(catalogue -> catalogue.cases().stream())
                        .map(entry -> entry.get("name").getAsString()))
                .containsAll(Waiting.read().reasons().keySet());
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "parity.txt"), SUMMARY.stream().sorted().toList());
    }
}
