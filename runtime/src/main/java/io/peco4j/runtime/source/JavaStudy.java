package io.peco4j.runtime.source;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.options.Origins;
import io.peco4j.runtime.plugin.PluginClasses;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A study written as a Java source file: compiled in memory against the host's class path and the plugins' jars, then
 * asked for its {@code public static Study study()}, or for a preset beside it.
 */
final class JavaStudy {
    /** javac's name of the message that a package does not exist. */
    private static final String NO_PACKAGE = "compiler.err.doesnt.exist";

    private JavaStudy() {}

    /**
     * The study of a source file.
     *
     * @param preset empty for the study of {@code study()}
     * @param plugins whose builders it may import
     * @throws InvalidInputException PECO-130 to PECO-133 and PECO-135: it does not compile, holds no study, fails to
     *     build one, or has no such preset
     */
    static Study load(Path file, String preset, PluginClasses plugins) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new InvalidInputException(new Problem(
                    "PECO-130",
                    "this Java has no compiler, so " + file + " cannot be run",
                    file.toString(),
                    "run it with a JDK, or write the study as a .conf file"));
        }
        MemoryClasses classes = compile(compiler, file, plugins);
        String place = file.getFileName().toString();
        return study(
                classes.names().stream()
                        .map(name -> new StudyMethods(classes.load(name), place))
                        .toList(),
                preset,
                file.toString());
    }

    /** The study of a class on the class path, as {@link #load}. */
    static Study of(Class<?> type, String preset, String named) {
        return study(List.of(new StudyMethods(type, type.getName())), preset, named);
    }

    /** The first of the classes that has the study decides. */
    private static Study study(List<StudyMethods> classes, String preset, String named) {
        for (StudyMethods methods : classes) {
            Optional<Study> study = methods.study(preset);
            if (study.isPresent()) {
                return study.get();
            }
        }
        List<String> presets = classes.stream()
                .flatMap(methods -> methods.presets().stream())
                .distinct()
                .sorted()
                .toList();
        throw preset.isEmpty() ? noStudy(named, presets) : noPreset(named, preset, presets);
    }

    private static InvalidInputException noStudy(String named, List<String> presets) {
        return new InvalidInputException(new Problem(
                "PECO-131",
                named + " contains no study",
                named,
                "a class with  public static Study study()  that returns  Study.named(\"...\") ... .build()"
                        + (presets.isEmpty() ? "" : "; it has presets: --preset " + String.join(", ", presets))));
    }

    private static InvalidInputException noPreset(String named, String preset, List<String> presets) {
        return new InvalidInputException(new Problem(
                "PECO-135",
                named + " has no preset " + preset,
                Origins.COMMAND_LINE,
                presets.isEmpty()
                        ? "it has none; a preset is a method  public static Study name()  next to study()"
                        : DidYouMean.hint(preset, presets)));
    }

    private static MemoryClasses compile(JavaCompiler compiler, Path file, PluginClasses plugins) {
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        String text = text(file);
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8);
                MemoryClasses classes = new MemoryClasses(files, plugins.loader(JavaStudy.class.getClassLoader()))) {
            boolean compiled = compiler.getTask(
                            new StringWriter(),
                            classes,
                            messages,
                            List.of("-proc:none", "-classpath", classPath(plugins)),
                            null,
                            List.of(MemoryClasses.source(file, text)))
                    .call();
            if (!compiled) {
                throw new InvalidInputException(problems(messages, file, text));
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath(PluginClasses plugins) {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path")),
                        plugins.jars().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Some editors begin a file with a byte order mark, which the compiler does not skip. */
    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-130", "the file is not UTF-8 text", file.toString(), "save it with the encoding UTF-8"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Problem> problems(DiagnosticCollector<JavaFileObject> messages, Path file, String text) {
        List<String> source = text.lines().toList();
        List<Problem> problems = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> message : messages.getDiagnostics()) {
            if (message.getKind() == Diagnostic.Kind.ERROR) {
                List<String> lines = message.getMessage(Locale.ROOT).lines().toList();
                int line = (int) message.getLineNumber() - 1;
                String written = line >= 0 && line < source.size() ? source.get(line) : "";
                problems.add(new Problem(
                        "PECO-130",
                        lines.get(0),
                        file.getFileName() + ":" + message.getLineNumber(),
                        MovedNames.remedy(written).orElseGet(() -> remedy(message, lines.subList(1, lines.size())))));
            }
        }
        return problems;
    }

    private static String remedy(Diagnostic<? extends JavaFileObject> message, List<String> lines) {
        return NO_PACKAGE.equals(message.getCode())
                ? "builders of a plugin need its jar: ./peco4j plugins list  shows which plugins are used"
                : String.join("\n", lines);
    }
}
