package io.peco4j.conformance.verdict;

import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The rules PKG-01 to PKG-06, of what loading a plugin brought to light; PKG-07 is judged where its file is read.
 *
 * @param jars of the plugin
 * @param problems why it is not used; none if it is
 * @param remarks what is wrong with it though it is used
 * @param entries its components
 * @param cache where the engine would have unpacked its libraries, had it started
 */
record PackageRules(List<Path> jars, List<Problem> problems, List<Problem> remarks, List<Entry> entries, Path cache) {
    /** All rules of packaging. */
    static final Set<String> NUMBERS = Set.of("PKG-01", "PKG-02", "PKG-03", "PKG-04", "PKG-05", "PKG-06", "PKG-07");

    private static final String OPTIONS = "PECO-414";
    private static final String PRINTS = "PECO-418";

    /** One verdict for each rule that can be judged; a plugin that does not load has few. */
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(verdict("PKG-01", problems.stream().filter(problem -> !concernsOptions(problem))));
        verdicts.add(verdict(
                "PKG-02", Stream.concat(problems.stream(), remarks.stream()).filter(PackageRules::concernsOptions)));
        if (problems.isEmpty()) {
            verdicts.add(of("PKG-03", undescribed()));
        }
        verdicts.add(of("PKG-04", engine()));
        verdicts.add(verdict("PKG-05", remarks.stream().filter(remark -> PRINTS.equals(remark.code()))));
        verdicts.add(of("PKG-06", kotlin()));
        return verdicts;
    }

    private static boolean concernsOptions(Problem problem) {
        return OPTIONS.equals(problem.code());
    }

    private List<String> undescribed() {
        return entries.stream()
                .map(entry -> entry.registration().implementation())
                .filter(type -> !type.isAnnotationPresent(Describe.class))
                .map(type -> type.getName() + " has no @Describe")
                .toList();
    }

    private List<String> engine() {
        try {
            return FileTree.entries(cache).isEmpty()
                    ? List.of()
                    : List.of("the tensor engine started while the plugin was loaded");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> kotlin() {
        Set<String> found = new TreeSet<>();
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith("kotlin/") && name.endsWith(".class"))
                        .findFirst()
                        .ifPresent(name -> found.add(file.getFileName() + " has " + name));
            } catch (IOException e) {
                // PKG-01 says that the jar cannot be read.
                return List.of();
            }
        }
        return List.copyOf(found);
    }

    private static Verdict verdict(String rule, Stream<Problem> problems) {
        return of(
                rule,
                problems.map(problem -> problem.code() + " " + problem.what() + " (" + problem.where() + ")")
                        .toList());
    }

    private static Verdict of(String rule, List<String> wrong) {
        return wrong.isEmpty() ? Verdict.kept(rule) : Verdict.broken(rule, String.join("\n", wrong));
    }
}
