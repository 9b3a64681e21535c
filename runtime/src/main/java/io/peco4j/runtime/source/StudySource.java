package io.peco4j.runtime.source;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.dsl.options.Origins;
import io.peco4j.runtime.plugin.PluginClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds the study that a person names: a {@code .java} or {@code .conf} file, a class, or a bundled study. */
public final class StudySource {
    /** Lists bundled studies: name = class. Any jar on the host's class path may have one. */
    private static final String INDEX = "META-INF/peco4j/studies.properties";

    private StudySource() {}

    /**
     * Loads a study.
     *
     * @param named a file ending in {@code .java} or {@code .conf}, a bundled study's name, or a class name
     * @throws InvalidInputException if there is no such study, or something is wrong with it
     */
    public static Study load(String named) {
        return load(named, "");
    }

    /**
     * Loads a study, or one of the other studies in its class.
     *
     * @param named as above
     * @param preset {@code paper-scale} for the method {@code public static Study paperScale()}; empty for
     *     {@code study()}
     * @throws InvalidInputException as above; PECO-135 if there is no such preset
     */
    public static Study load(String named, String preset) {
        return load(named, preset, PluginClasses.none(), remark -> {});
    }

    /**
     * Loads a study that may import builders of plugins, with remarks on its text.
     *
     * @param plugins whose classes a {@code .java} file may name
     * @param remarks receives what is valid but may not be what its author meant
     * @throws InvalidInputException as above
     */
    public static Study load(String named, String preset, PluginClasses plugins, Consumer<Problem> remarks) {
        if (named.endsWith(".java") || named.endsWith(".conf")) {
            Path file = path(named);
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException(new Problem(
                        "PECO-134",
                        named + " does not exist",
                        Origins.COMMAND_LINE,
                        "looked in " + file.toAbsolutePath().getParent()));
            }
            return named.endsWith(".java") ? JavaStudy.load(file, preset, plugins) : written(file, preset, remarks);
        }
        String type = bundled().getOrDefault(named, named);
        try {
            return JavaStudy.of(Class.forName(type), preset, named);
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-134",
                    "there is no study " + named,
                    Origins.COMMAND_LINE,
                    "a file ending in .java or .conf, a class on the class path, or one of the bundled studies: "
                            + String.join(", ", bundled().keySet())));
        }
    }

    private static Path path(String named) {
        try {
            return Path.of(named);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-134",
                    named + " is not a path: " + e.getReason(),
                    Origins.COMMAND_LINE,
                    "for names beyond ASCII, set a UTF-8 locale, such as LC_ALL=C.UTF-8"));
        }
    }

    private static Study written(Path file, String preset, Consumer<Problem> remarks) {
        if (!preset.isEmpty()) {
            throw new InvalidInputException(new Problem(
                    "PECO-135",
                    file + " has no preset " + preset,
                    Origins.COMMAND_LINE,
                    "a .conf file holds one study and has no presets; write another file that includes this one,"
                            + " or change options with --set"));
        }
        return StudyFile.read(file, remarks);
    }

    /** Bundled studies: name to class, sorted. */
    public static SortedMap<String, String> bundled() {
        SortedMap<String, String> studies = new TreeMap<>();
        try {
            for (URL index : Collections.list(StudySource.class.getClassLoader().getResources(INDEX))) {
                Properties entries = new Properties();
                try (InputStream in = index.openStream()) {
                    entries.load(in);
                }
                entries.stringPropertyNames().forEach(name -> studies.put(name, entries.getProperty(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the list of bundled studies cannot be read", e);
        }
        return Collections.unmodifiableSortedMap(studies);
    }
}
