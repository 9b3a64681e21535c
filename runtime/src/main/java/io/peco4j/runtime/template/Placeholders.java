package io.peco4j.runtime.template;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.ComponentKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What stands between two {@code @} in a template, and what the project has instead.
 *
 * @param values by name, without the {@code @}
 */
record Placeholders(Map<String, String> values) {

    /** Those of a project. */
    static Placeholders of(ComponentKind kind, PluginName name, String version) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name.name());
        values.put("id", name.id());
        values.put("what", name.what());
        values.put("Name", name.className());
        values.put("factory", uncapitalised(name.className()));
        values.put("PREFIX", name.prefix().toUpperCase(Locale.ROOT));
        values.put("package", name.packageName());
        values.put("path", name.packageName().replace('.', '/'));
        values.put("word", kind.word());
        values.put(
                "Word",
                kind.word().substring(0, 1).toUpperCase(Locale.ROOT)
                        + kind.word().substring(1));
        values.put("Type", kind.type().getSimpleName());
        values.put("type", kind.type().getName());
        values.put("version", version);
        values.put("level", String.valueOf(ApiLevel.CURRENT));
        values.put("platform", platform());
        return new Placeholders(values);
    }

    /** These and one more, whose value may have placeholders itself. */
    Placeholders with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, fill(value));
        return new Placeholders(more);
    }

    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        return filled;
    }

    private static String uncapitalised(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** The classifier of libtorch's natives here. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        return system.startsWith("mac")
                ? "osx-aarch64"
                : system.startsWith("windows") ? "win-x86_64" : "linux-" + processor;
    }
}
