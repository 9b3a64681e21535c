package io.peco4j.conformance.verdict;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.conformance.pictures.DataPlaceholders;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program that {@code plugins verify} runs in a process of its own: the kit on a plugin, rule by rule into a
 * report.
 */
public final class Verify {
    private static final String CACHE = "DJL_CACHE_DIR";

    private final RuleBook book = RuleBook.bundled();
    private final KitReport report;
    private final Path plugin;
    private final Optional<Path> options;
    private final Path scratch;

    private Verify(KitReport report, Path plugin, Optional<Path> options, Path scratch) {
        this.report = report;
        this.plugin = plugin;
        this.options = options;
        this.scratch = scratch;
    }

    /**
     * @param args the report's file; the plugin: a jar, or a folder of jars; a file with options for its components, if
     * any
     */
    public static void main(String[] args) throws IOException {
        // As in the program that runs plugins; and the assertions that verdicts quote format with the default locale.
        Locale.setDefault(Locale.ROOT);
        Optional<Path> options = args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty();
        new Verify(new KitReport(Path.of(args[0])), Path.of(args[1]), options, Files.createTempDirectory("peco4j-kit"))
                .run();
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

    private void components(Registry registry, List<Path> jars, List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        tell(name(), BuilderVerdict.of(registry, jars, entries));
        EngineSession.start();
        for (Subject subject : subjects(jars, entries)) {
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
    }

    /** What the declarations name; the verdict on them is PKG-07, and where they are wrong, nothing is tried. */
    private List<Subject> subjects(List<Path> jars, List<Entry> entries) throws IOException {
        DataPlaceholders placeholders = new DataPlaceholders(Files.createDirectory(scratch.resolve("data")));
        try {
            Optional<ConformanceFile> own = ConformanceFile.of(jars);
            List<ConformanceFile> files = Stream.concat(options.map(ConformanceFile::at).stream(), own.stream())
                    .toList();
            List<Subject> subjects = Subject.of(files, entries, placeholders);
            tell(
                    name(),
                    files.isEmpty()
                            ? Verdict.doesNotApply(
                                    "PKG-07", "the plugin has none, and its components keep their defaults")
                            : Verdict.kept("PKG-07"));
            return subjects;
        } catch (InvalidInputException e) {
            tell(name(), Verdict.broken("PKG-07", String.valueOf(e.getMessage())));
            return List.of();
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
                switch (verdict.outcome()) {
                    case KEPT -> line.kept();
                    case DOES_NOT_APPLY -> line.doesNotApply(verdict.message());
                    case NOT_TESTED -> line.notTested(verdict.message());
                    case BROKEN ->
                        line.broken(
                                verdict.message(),
                                book.find(verdict.rule())
                                        .map(RuleBook.Text::hint)
                                        .orElse(""));
                });
    }
}
