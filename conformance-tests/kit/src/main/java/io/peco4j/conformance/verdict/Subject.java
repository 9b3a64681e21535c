package io.peco4j.conformance.verdict;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.conformance.Ability;
import io.peco4j.runtime.plugin.Entry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A component of a plugin, with options that make it small, and what it is not able to do.
 *
 * @param component to be tried
 * @param lacks as its author says
 */
public record Subject(Component<?> component, Set<Ability> lacks) {
    private static final String FILE = "META-INF/peco4j/conformance.conf";

    public Subject {
        lacks = Set.copyOf(lacks);
    }

    /** Kind, id and options. */
    public String title() {
        String options = component.options().root().render(ConfigRenderOptions.concise());
        return ComponentKind.of(component).word() + " " + component.id()
                + (component.options().isEmpty() ? "" : " " + options);
    }

    /**
     * What a plugin's components are tried with: what its file says, and defaults for those that it does not name.
     *
     * @throws InvalidInputException if the file cannot be read, or names what is not there
     */
    static List<Subject> of(List<Path> jars, List<Entry> entries) {
        List<Subject> subjects = new ArrayList<>(named(written(jars), entries));
        entries.stream()
                .filter(entry -> subjects.stream().noneMatch(subject -> subject.isOf(entry)))
                .forEach(entry -> subjects.add(
                        new Subject(Component.of(entry.kind().type(), entry.id().name()), Set.of())));
        return subjects;
    }

    /**
     * What a file names.
     *
     * @throws InvalidInputException if it names what is not there
     */
    public static List<Subject> named(Config file, List<Entry> entries) {
        try {
            List<Subject> subjects = new ArrayList<>();
            for (Config written : file.getConfigList("components")) {
                subjects.add(subject(written, entries));
            }
            return subjects;
        } catch (ConfigException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Whether this is how an entry is tried. */
    public boolean isOf(Entry entry) {
        return ComponentKind.of(component) == entry.kind() && component.id().equals(entry.id());
    }

    private static Subject subject(Config written, List<Entry> entries) {
        try {
            ComponentKind kind = kind(written.getString("kind"));
            ComponentId id = new ComponentId(written.getString("id"));
            if (entries.stream()
                    .noneMatch(entry -> entry.kind() == kind && entry.id().equals(id))) {
                throw wrong("the plugin has no " + kind.word() + " " + id);
            }
            Set<Ability> lacks = EnumSet.noneOf(Ability.class);
            if (written.hasPath("lacks")) {
                written.getStringList("lacks").forEach(name -> lacks.add(ability(name)));
            }
            Config options = written.hasPath("options") ? written.getConfig("options") : ConfigFactory.empty();
            return new Subject(Component.of(kind.type(), id.name(), options), lacks);
        } catch (ConfigException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static ComponentKind kind(String word) {
        return Arrays.stream(ComponentKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("no kind is called " + word + ", only "
                        + Arrays.stream(ComponentKind.values())
                                .map(ComponentKind::word)
                                .toList()));
    }

    private static Ability ability(String name) {
        return Ability.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static Config written(List<Path> jars) {
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                ZipEntry entry = jar.getEntry(FILE);
                if (entry != null) {
                    try (Reader in = new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8)) {
                        return ConfigFactory.parseReader(in).resolve();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ConfigException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        return ConfigFactory.parseString("components = []");
    }

    private static InvalidInputException wrong(String what) {
        return new InvalidInputException(
                new Problem("PECO-424", what, FILE, "docs/conformance.md shows what the file looks like"));
    }
}
