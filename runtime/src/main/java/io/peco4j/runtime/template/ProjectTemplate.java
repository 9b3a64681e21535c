package io.peco4j.runtime.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a project for plugins of one kind, with placeholders such as {@code @name@} in texts and paths.
 *
 * <p>What projects of all kinds share is in the folder {@code common}; a kind's own folder adds files, and replaces
 * those of the same name.
 *
 * @param kind what the plugin adds
 * @param texts by path within the project, as they are in the template
 */
public record ProjectTemplate(ComponentKind kind, Map<String, String> texts) {
    private static final String COMMON = "common";
    private static final String LIST = "files.txt";
    private static final String ARROW = " -> ";

    public ProjectTemplate {
        texts = Map.copyOf(texts);
    }

    /**
     * The template of a kind.
     *
     * @param word such as {@code tokenizer}
     * @throws InvalidInputException PECO-421 if there is no such kind
     */
    public static ProjectTemplate of(String word) {
        ComponentKind kind = Arrays.stream(ComponentKind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        "PECO-421",
                        "there is no kind of component called '" + word + "'",
                        "command line",
                        "--kind " + String.join(" or ", kinds()))));
        Map<String, String> texts = new LinkedHashMap<>();
        for (String folder : List.of(COMMON, word)) {
            String files = text(folder, LIST);
            for (String line : files == null ? List.<String>of() : files.lines().toList()) {
                int arrow = line.indexOf(ARROW);
                String source = arrow < 0 ? line : line.substring(0, arrow);
                texts.put(arrow < 0 ? line : line.substring(arrow + ARROW.length()), source(kind, source));
            }
        }
        return new ProjectTemplate(kind, texts);
    }

    /** The kinds that there is a template for: all. */
    public static List<String> kinds() {
        return Arrays.stream(ComponentKind.values()).map(ComponentKind::word).toList();
    }

    /**
     * The files of a project, by path.
     *
     * @param version of peco4j that it is built against
     */
    public Map<String, String> filled(PluginName name, String version) {
        Placeholders values = Placeholders.of(kind, name, version)
                .with("about", source(kind, "about.txt").strip());
        return texts.entrySet().stream()
                .collect(
                        Collectors.toMap(entry -> values.fill(entry.getKey()), entry -> values.fill(entry.getValue())));
    }

    /** A kind's own file, or the common one. */
    private static String source(ComponentKind kind, String file) {
        String own = text(kind.word(), file);
        String text = own == null ? text(COMMON, file) : own;
        if (text == null) {
            throw new IllegalStateException("the template of " + kind.word() + " has no file " + file);
        }
        return text;
    }

    private static @Nullable String text(String folder, String file) {
        try (InputStream in = ProjectTemplate.class.getResourceAsStream(folder + "/" + file)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
