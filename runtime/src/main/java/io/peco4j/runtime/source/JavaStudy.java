package io.peco4j.runtime.source;

import io.peco4j.api.dsl.Study;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A study written as a Java source file: compiled in memory against the host's class path, then asked for its
 * {@code public static Study study()}.
 */
final class JavaStudy {
    private static final String METHOD = "study";

    private JavaStudy() {}

    /** @throws InvalidInputException PECO-130 to PECO-133: it does not compile, holds no study, or fails to build one */
    static Study load(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new InvalidInputException(new Problem(
                    "PECO-130",
                    "this Java has no compiler, so that " + file + " cannot be run",
                    file.toString(),
                    "run it with a JDK, or write the study as a .conf file"));
        }
        MemoryClasses classes = compile(compiler, file);
        for (String name : classes.names()) {
            Optional<Study> study = from(classes.load(name), file.getFileName().toString());
            if (study.isPresent()) {
                return study.get();
            }
        }
        throw noStudy(file.toString());
    }

    /** The study of a class that has the method. */
    static Optional<Study> from(Class<?> type, String place) {
        Method method;
        try {
            method = type.getMethod(METHOD);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
        if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != Study.class) {
            return Optional.empty();
        }
        try {
            method.trySetAccessible();
            return Optional.of((Study) method.invoke(null));
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof InvalidInputException invalid) {
                throw invalid;
            }
            Throwable thrown = e.getTargetException();
            throw new InvalidInputException(
                    new Problem("PECO-132", "the study's code fails: " + thrown, line(thrown, place), ""));
        } catch (IllegalAccessException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-133", type.getName() + " is not accessible", place, "make the class and its study() public"));
        }
    }

    static InvalidInputException noStudy(String place) {
        return new InvalidInputException(new Problem(
                "PECO-131",
                place + " describes no study",
                place,
                "a class with  public static Study study()  that returns  Study.named(\"...\") ... .build()"));
    }

    private static MemoryClasses compile(JavaCompiler compiler, Path file) {
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8);
                MemoryClasses classes = new MemoryClasses(files)) {
            boolean compiled = compiler.getTask(
                            new StringWriter(),
                            classes,
                            messages,
                            List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                            null,
                            List.of(MemoryClasses.source(file, Files.readString(file))))
                    .call();
            if (!compiled) {
                throw new InvalidInputException(problems(messages, file));
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Problem> problems(DiagnosticCollector<JavaFileObject> messages, Path file) {
        List<Problem> problems = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> message : messages.getDiagnostics()) {
            if (message.getKind() == Diagnostic.Kind.ERROR) {
                List<String> lines = message.getMessage(Locale.ROOT).lines().toList();
                problems.add(new Problem(
                        "PECO-130",
                        lines.get(0),
                        file.getFileName() + ":" + message.getLineNumber(),
                        String.join("\n", lines.subList(1, lines.size()))));
            }
        }
        return problems;
    }

    private static String line(Throwable cause, String place) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (place.equals(frame.getFileName())) {
                return place + ":" + frame.getLineNumber();
            }
        }
        return place;
    }
}
