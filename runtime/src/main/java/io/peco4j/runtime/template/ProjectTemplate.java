package io.peco4j.runtime.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a project for plugins of one kind, with placeholders such as {@code @name@} in texts and paths.
 *
 * @param kind what the plugin adds
 * @param texts by path within the project, as they are in the template
 */
public record ProjectTemplate(ComponentKind kind, Map<String, String> texts) {
    private static final String ARROW = " -> ";

    public ProjectTemplate {
        texts = Map.copyOf(texts);
    }

    /**
     * The template of a kind.
     *
     * @param word such as {@code tokenizer}
     * @throws InvalidInputException if there is none
     */
    public static ProjectTemplate of(String word) {
        ComponentKind kind = Arrays.stream(ComponentKind.values())
                .filter(each -> each.word().equals(word) && resource(each, "files.txt") != null)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        "PECO-421", "there is no template for '" + word + "'", "command line", "--kind " + words())));
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : text(kind, "files.txt").lines().toList()) {
            int arrow = line.indexOf(ARROW);
            String source = arrow < 0 ? line : line.substring(0, arrow);
            texts.put(arrow < 0 ? line : line.substring(arrow + ARROW.length()), text(kind, source));
        }
        return new ProjectTemplate(kind, texts);
    }

    /** The kinds that there is a template for. */
    public static List<String> kinds() {
        return Arrays.stream(ComponentKind.values())
                .filter(kind -> resource(kind, "files.txt") != null)
                .map(ComponentKind::word)
                .toList();
    }

    private static String words() {
        return String.join(" or ", kinds());
    }

    /**
     * The files of a project, by path.
     *
     * @param version of peco4j that it is built against
     */
    public Map<String, String> filled(PluginName name, String version) {
        Map<String, String> values = Map.of(
                "name", name.name(),
                "id", name.id(),
                "what", name.what(),
                "Name", name.className(),
                "package", name.packageName(),
                "path", name.packageName().replace('.', '/'),
                "version", version,
                "level", String.valueOf(ApiLevel.CURRENT),
                "platform", platform());
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> filled(entry.getKey(), values), entry -> filled(entry.getValue(), values)));
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }

    /** The classifier of libtorch's natives here. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        return system.startsWith("mac")
                ? "osx-aarch64"
                : system.startsWith("windows") ? "win-x86_64" : "linux-" + processor;
    }

    private static String text(ComponentKind kind, String file) {
        try (InputStream in = resource(kind, file)) {
            if (in == null) {
                throw new IllegalStateException("the template of " + kind.word() + " has no file " + file);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable InputStream resource(ComponentKind kind, String file) {
        return ProjectTemplate.class.getResourceAsStream(kind.word() + "/" + file);
    }
}
