package io.peco4j.dsl;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a study file for people: the header and the axes in a fixed order, options sorted, quotes where needed. */
final class StudyWriter {
    private static final Pattern BARE =
            Pattern.compile("(?!true|false|null|include)[A-Za-z][A-Za-z0-9_.-]*" + "(/[A-Za-z0-9_.-]+)*");
    private static final Pattern BARE_KEY = Pattern.compile("(?!include)[A-Za-z][A-Za-z0-9_-]*");
    private static final String HEADING = """
            # A study of peco4j. Run it: ./peco4j run FILE
            # It compares all combinations of the components that each axis names; what is not written has its default.

            """;
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();

    private StudyWriter() {}

    static String text(Study study) {
        StudyForm form = StudyForm.of(study);
        StudyWriter writer = new StudyWriter();
        writer.out.append(HEADING);
        for (String key : StudyReader.KEYS) {
            Axis.of(key).ifPresentOrElse(axis -> writer.axis(key, form.axis(axis)), () -> writer.header(form, key));
        }
        return writer.out.toString();
    }

    private void header(StudyForm form, String key) {
        ConfigValue value = form.header().get(key);
        if (value != null && !"".equals(value.unwrapped())) {
            boolean block = value instanceof ConfigObject;
            out.append(block ? "\n" : "");
            entry(key, value, "");
            out.append(block ? "\n" : "");
        }
    }

    private void axis(String key, Map<String, ConfigValue> components) {
        if (!components.isEmpty()) {
            object(key + " ", components, "");
            out.append("\n\n");
        }
    }

    private void entry(String key, ConfigValue value, String indent) {
        out.append(indent).append(BARE_KEY.matcher(key).matches() ? key : ConfigUtil.quoteString(key));
        if (value instanceof ConfigObject object) {
            object(" ", sorted(object), indent);
        } else {
            out.append(" = ");
            value(value, indent);
        }
        out.append('\n');
    }

    private void value(ConfigValue value, String indent) {
        if (value instanceof ConfigObject object) {
            object("", sorted(object), indent);
        } else if (value instanceof ConfigList list) {
            list(list, indent);
        } else if (value.valueType() == ConfigValueType.STRING
                && BARE.matcher(String.valueOf(value.unwrapped())).matches()) {
            out.append(value.unwrapped());
        } else {
            out.append(value.render(ConfigRenderOptions.concise()));
        }
    }

    private void object(String before, Map<String, ConfigValue> entries, String indent) {
        out.append(before);
        if (entries.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append("{\n");
        entries.forEach((key, value) -> entry(key, value, indent + STEP));
        out.append(indent).append('}');
    }

    /** On one line as long as it holds no object. */
    private void list(ConfigList list, String indent) {
        boolean flat = list.stream().noneMatch(ConfigObject.class::isInstance);
        String separator = "";
        out.append('[');
        for (ConfigValue item : list) {
            out.append(flat ? separator : "\n" + indent + STEP);
            value(item, indent + STEP);
            separator = ", ";
        }
        out.append(flat ? "]" : "\n" + indent + "]");
    }

    /** The id first, then the options by name. */
    private static Map<String, ConfigValue> sorted(ConfigObject object) {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        object.entrySet().stream()
                .sorted(Map.Entry.<String, ConfigValue>comparingByKey((a, b) -> {
                    boolean idFirst = a.equals("component") || b.equals("component");
                    return idFirst ? Boolean.compare(b.equals("component"), a.equals("component")) : a.compareTo(b);
                }))
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }
}
