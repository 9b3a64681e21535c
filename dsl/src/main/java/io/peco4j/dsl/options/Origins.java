package io.peco4j.dsl.options;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value of a configuration was written, and how it reads there. */
public final class Origins {
    /** The place of what was given as an argument of the command line. */
    public static final String COMMAND_LINE = "command line";

    private static final Pattern WITH_LINE = Pattern.compile("(.*): (\\d+)(-\\d+)?");
    private static final Pattern NOWHERE =
            Pattern.compile("hardcoded value|empty config|String|unknown.*", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TEXT = 60;

    private Origins() {}

    /** File and line ({@code study.conf:12}), {@code command line}, or empty where the value does not know. */
    public static String place(ConfigValue value) {
        String description = value.origin().description();
        if (value instanceof ConfigObject object && !object.isEmpty() && description.startsWith("merge of")) {
            return object.values().stream()
                    .map(Origins::place)
                    .filter(place -> !place.isEmpty())
                    .sorted()
                    .findFirst()
                    .orElse("");
        }
        Matcher line = WITH_LINE.matcher(description);
        if (line.matches()) {
            return NOWHERE.matcher(line.group(1)).matches() ? "" : line.group(1) + ":" + line.group(2);
        }
        return NOWHERE.matcher(description).matches() ? "" : description;
    }

    /** The same value with all that it holds, as if written at the given place. */
    public static ConfigValue at(ConfigValue value, String place) {
        if (value instanceof ConfigObject object) {
            Map<String, ConfigValue> moved = new LinkedHashMap<>();
            object.forEach((key, inner) -> moved.put(key, at(inner, place)));
            return ConfigValueFactory.fromMap(moved, place);
        }
        if (value instanceof ConfigList list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(inner -> at(inner, place)).toList(), place);
        }
        return value.withOrigin(ConfigValueFactory.fromAnyRef("", place).origin());
    }

    /** The value as text on one line, shortened if it is long. */
    public static String text(ConfigValue value) {
        String text = switch (value.valueType()) {
            case STRING, NUMBER -> value.atKey("value").getString("value").replaceAll("\\s+", " ");
            default -> value.render(ConfigRenderOptions.concise());
        };
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
    }
}
