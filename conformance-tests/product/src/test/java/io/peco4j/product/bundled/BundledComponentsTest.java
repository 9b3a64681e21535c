package io.peco4j.product.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.verdict.KitRun;
import io.peco4j.conformance.verdict.Subject;
import io.peco4j.conformance.verdict.Verdict;
import io.peco4j.conformance.verdict.Verdict.Outcome;
import io.peco4j.product.Checkout;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The kit on every component that comes with peco4j; it writes {@code target/conformance.md}, one table of all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BundledComponentsTest {
    @TempDir
    static Path data;

    private final BundledComponents bundled = BundledComponents.load();
    private final Registry registry = bundled.registry();
    private final List<String> table = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyComponentIsTried() {
        List<Subject> subjects = bundled.subjects(Path.of("absent"), data);
        assertThat(registry.entries().stream()
                        .filter(entry -> subjects.stream()
                                .noneMatch(subject -> subject.isOf(entry)
                                        || subject.title().contains("\"component\":\"" + entry.id() + "\"")))
                        .map(Entry::toString))
                .as("components that bundled.conf does not name")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsKept() {
        Optional<Path> shared = Optional.of(Checkout.shared()).filter(Files::isDirectory);
        return bundled.subjects(shared.orElse(Path.of("absent")), data).stream()
                .map(subject -> DynamicTest.dynamicTest(subject.title(), () -> tryOut(subject, shared)));
    }

    private void tryOut(Subject subject, Optional<Path> shared) {
        assumeTrue(
                shared.isPresent() || !subject.title().contains("absent"),
                "its files are in the shared folder, which PECO4J_SHARED does not name");
        long started = System.nanoTime();
        List<Verdict> verdicts =
                new KitRun(new KitRun.Listener() {}).run(registry, subject.component(), subject.lacks());
        List<Verdict> broken = verdicts.stream().filter(Verdict::isBroken).toList();
        table.add("| " + ComponentKind.of(subject.component()).word() + " | `"
                + subject.component().id() + "` | "
                + count(verdicts, Outcome.KEPT) + " | "
                + broken.size() + " | "
                + count(verdicts, Outcome.DOES_NOT_APPLY) + " | "
                + (System.nanoTime() - started) / 1_000_000 + " ms | "
                + options(subject).replaceAll("\"[^\"]*/", "\"") + " |");
        assertThat(broken).as("rules that it breaks").isEmpty();
        assertThat(verdicts).as("rules that were tried").hasSizeGreaterThan(5);
    }

    private static long count(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private static String options(Subject subject) {
        return subject.title()
                .substring(ComponentKind.of(subject.component()).word().length()
                        + subject.component().id().name().length()
                        + 1)
                .strip();
    }

    @AfterAll
    void writeTheTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "| kind | component | rules kept | broken | that do not apply | time | options |",
                "|---|---|---|---|---|---|---|"));
        table.stream().sorted().forEach(lines::add);
        Files.write(Path.of("target", "conformance.md"), lines);
    }
}
