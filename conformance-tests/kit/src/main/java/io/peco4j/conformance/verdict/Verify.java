package io.peco4j.conformance.verdict;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.verify.KitReport;
import io.peco4j.runtime.verify.KitReport.Kind;
import io.peco4j.runtime.verify.KitReport.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** The program that {@code plugins verify} runs in a process of its own: the kit on a plugin, rule by rule into a report. */
public final class Verify {
    private static final String CACHE = "DJL_CACHE_DIR";

    private final RuleBook book = RuleBook.bundled();
    private final KitReport report;
    private final Path plugin;
    private final Path scratch;

    private Verify(KitReport report, Path plugin, Path scratch) {
        this.report = report;
        this.plugin = plugin;
        this.scratch = scratch;
    }

    /** @param args the report's file, and the plugin: a jar, or a folder of jars */
    public static void main(String[] args) throws IOException {
        // As in the program that runs plugins; and the assertions that verdicts quote format with the default locale.
        Locale.setDefault(Locale.ROOT);
        new Verify(new KitReport(Path.of(args[0])), Path.of(args[1]), Files.createTempDirectory("peco4j-kit")).run();
    }

    private void run() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("plugins"));
        List<Path> jars = copied(folder);
        Path cache = Files.createDirectory(scratch.resolve("cache"));
        report.add(started(name(), "PKG-01"));
        String before = System.getProperty(CACHE, "");
        System.setProperty(CACHE, cache.toString());
        try (Registry registry = Registry.load(bundled(), List.of(folder))) {
            List<Entry> entries = registry.entries().stream()
                    .filter(entry -> entry.plugin().location().startsWith(folder.toString()))
                    .toList();
            List<Problem> problems = registry.quarantined().stream()
                    .filter(plugin -> plugin.location().startsWith(folder.toString()))
                    .flatMap(plugin -> plugin.problems().stream())
                    .toList();
            new PackageRules(jars, problems, registry.remarks(), entries, cache)
                    .verdicts()
                    .forEach(verdict -> tell(name(), verdict));
            if (before.isEmpty()) {
                System.clearProperty(CACHE);
            } else {
                System.setProperty(CACHE, before);
            }
            components(registry, jars, entries);
        }
        report.add(Line.done());
    }

    private void components(Registry registry, List<Path> jars, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        tell(name(), BuilderVerdict.of(registry, jars, entries));
        EngineSession.start();
        try {
            for (Subject subject : Subject.of(jars, entries)) {
                KitRun kit = new KitRun(new KitRun.Listener() {
                    @Override
                    public void started(String rule) {
                        report.add(Verify.this.started(subject.title(), rule));
                    }

                    @Override
                    public void finished(Verdict verdict) {
                        tell(subject.title(), verdict);
                    }
                });
                kit.run(registry, subject.component(), subject.lacks());
            }
        } catch (InvalidInputException e) {
            e.problems()
                    .forEach(problem -> tell(
                            name(),
                            new Verdict(
                                    "PKG-01", false, problem.code() + " " + problem.what() + " " + problem.remedy())));
        }
    }

    private List<Path> copied(Path folder) throws IOException {
        if (!Files.isDirectory(plugin)) {
            return List.of(Files.copy(plugin, folder.resolve(name()), StandardCopyOption.REPLACE_EXISTING));
        }
        Path copy = Files.createDirectory(folder.resolve(name()));
        for (Path file : FileTree.entries(plugin)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return FileTree.entries(copy).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
    }

    private static List<Path> bundled() {
        String home = System.getProperty("peco4j.home");
        return home == null ? List.of() : List.of(Path.of(home, "plugins"));
    }

    private String name() {
        return String.valueOf(plugin.getFileName());
    }

    private Line started(String subject, String rule) {
        return new Line(
                Kind.STARTED,
                subject,
                rule,
                book.find(rule).map(RuleBook.Text::title).orElse(rule),
                "",
                "");
    }

    private void tell(String subject, Verdict verdict) {
        Line line = started(subject, verdict.rule());
        report.add(
                verdict.passed()
                        ? line.passed()
                        : line.failed(
                                verdict.message(),
                                book.find(verdict.rule())
                                        .map(RuleBook.Text::hint)
                                        .orElse("")));
    }
}
