package io.peco4j.product.bundled;

import io.peco4j.conformance.verdict.KitRun;
import io.peco4j.conformance.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A process in which every bundled component that needs no file computes and is differentiated, on poisoned memory too.
 *
 * <p>Started by {@link BackAndForthTest}, which reads what oneDNN prints meanwhile.
 */
final class BackAndForth {
    /** The rules that go forward and back, with respect to weights and to pictures. */
    private static final Set<String> RULES = Set.of(
            "LRN-04", "LRN-13", "TOK-15", "BCK-05", "BCK-06", "BCK-16", "ENC-12", "ENC-19", "OBJ-06", "PRE-09",
            "TSK-01");

    private BackAndForth() {}

    /** @param arguments an empty folder, for data */
    public static void main(String[] arguments) {
        BundledComponents bundled = BundledComponents.load();
        List<Verdict> broken = bundled.subjects(Path.of("absent"), Path.of(arguments[0])).stream()
                .filter(subject -> !subject.title().contains("absent"))
                .flatMap(subject -> new KitRun(new KitRun.Listener() {}, RULES)
                        .run(bundled.registry(), subject.component(), subject.lacks()).stream())
                .filter(Verdict::isBroken)
                .toList();
        broken.forEach(verdict -> System.err.println(verdict));
        System.exit(broken.isEmpty() ? 0 : 1);
    }
}
