package io.peco4j.conformance.verdict;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.pictures.DataPlaceholders;
import io.peco4j.runtime.plugin.Entry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What authors tell the kit of their components: small options, and the abilities that they lack.
 *
 * @param content parsed, with nothing substituted
 * @param place for messages
 */
public record ConformanceFile(Config content, String place) {
    private static final String IN_THE_JAR = "META-INF/peco4j/conformance.conf";

    /**
     * The file of a plugin's jars; empty if none has one.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static Optional<ConformanceFile> of(List<Path> jars) {
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                ZipEntry entry = jar.getEntry(IN_THE_JAR);
                if (entry != null) {
                    try (Reader in = new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8)) {
                        return Optional.of(new ConformanceFile(ConfigFactory.parseReader(in), IN_THE_JAR));
                    }
                }
            } catch (IOException | ConfigException e) {
                throw wrong(String.valueOf(e.getMessage()), IN_THE_JAR);
            }
        }
        return Optional.empty();
    }

    /**
     * A file beside the jar.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static ConformanceFile at(Path file) {
        try (Reader in = Files.newBufferedReader(file)) {
            return new ConformanceFile(ConfigFactory.parseReader(in), file.toString());
        } catch (IOException | ConfigException e) {
            throw wrong(String.valueOf(e.getMessage()), file.toString());
        }
    }

    /**
     * The components that it names, with their placeholders filled in.
     *
     * @param entries of the plugin
     * @param placeholders write the folders that it asks for
     * @throws InvalidInputException if it names what is not there
     */
    public List<Subject> subjects(List<Entry> entries, DataPlaceholders placeholders) {
        try {
            Config resolved = content.resolve(ConfigResolveOptions.noSystem().appendResolver(placeholders));
            List<Subject> subjects = new ArrayList<>();
            for (Config written : resolved.getConfigList("components")) {
                subjects.add(subject(written, entries));
            }
            return subjects;
        } catch (ConfigException.UnresolvedSubstitution e) {
            throw wrong(
                    e.getMessage() + "; the kit knows "
                            + DataPlaceholders.names().stream()
                                    .map(name -> "${" + name + "}")
                                    .toList(),
                    place);
        } catch (ConfigException e) {
            throw wrong(String.valueOf(e.getMessage()), place);
        }
    }

    private Subject subject(Config written, List<Entry> entries) {
        try {
            ComponentKind kind = kind(written.getString("kind"));
            ComponentId id = new ComponentId(written.getString("id"));
            if (entries.stream()
                    .noneMatch(entry -> entry.kind() == kind && entry.id().equals(id))) {
                throw wrong("the plugin has no " + kind.word() + " " + id, place);
            }
            Set<Ability> lacks = EnumSet.noneOf(Ability.class);
            if (written.hasPath("lacks")) {
                written.getStringList("lacks").forEach(name -> lacks.add(ability(name)));
            }
            Config options = written.hasPath("options") ? written.getConfig("options") : ConfigFactory.empty();
            return new Subject(Component.of(kind.type(), id.name(), options), lacks);
        } catch (ConfigException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), place);
        }
    }

    private ComponentKind kind(String word) {
        List<String> words =
                Arrays.stream(ComponentKind.values()).map(ComponentKind::word).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw wrong("no kind is called " + word + ", only " + words, place);
        }
        return ComponentKind.values()[index];
    }

    private Ability ability(String written) {
        List<String> names = Arrays.stream(Ability.values())
                .map(ability -> ability.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = names.indexOf(written.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (index < 0) {
            throw wrong("no ability is called " + written + ", only " + names, place);
        }
        return Ability.values()[index];
    }

    private static InvalidInputException wrong(String what, String place) {
        return new InvalidInputException(
                new Problem("PECO-424", what, place, "docs/conformance.md shows what the file looks like"));
    }
}
