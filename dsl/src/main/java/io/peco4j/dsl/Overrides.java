package io.peco4j.dsl;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.options.Edit;
import io.peco4j.dsl.options.Origins;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Changes a study by texts such as {@code pretraining.beit.epochs=40}, or a component by {@code codebook.size=512}. */
public final class Overrides {
    private static final Pattern SCALAR = Pattern.compile("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern ELEMENT = Pattern.compile("\\[(\\d+)]");

    private final List<Problem> problems = new ArrayList<>();
    private final Map<Axis, Map<String, ConfigValue>> axes = new EnumMap<>(Axis.class);
    private ConfigObject header;

    private Overrides(StudyForm form) {
        header = form.header();
        form.axes().forEach((axis, entries) -> axes.put(axis, new LinkedHashMap<>(entries)));
    }

    static Study apply(Study study, List<String> keyEqualsValue) {
        Overrides overrides = new Overrides(StudyForm.of(study));
        keyEqualsValue.forEach(overrides::apply);
        return new StudyForm(overrides.header, overrides.axes).study(Vector.ofAll(overrides.problems));
    }

    /**
     * Changes options of a component.
     *
     * @param keyEqualsValue such as {@code weights=nets/a.npz}, the key as a study file has it within the component
     * @throws InvalidInputException PECO-112 for all texts that set nothing; options are checked later
     */
    public static <T> Component<T> apply(Component<T> component, List<String> keyEqualsValue) {
        List<Problem> problems = new ArrayList<>();
        ConfigValue options = component.options().root();
        for (String each : keyEqualsValue) {
            int equals = each.indexOf('=');
            try {
                if (equals < 0) {
                    throw new IllegalArgumentException("there is no '='");
                }
                List<String> path = ConfigUtil.splitPath(
                        ELEMENT.matcher(each.substring(0, equals).strip()).replaceAll(".$1"));
                options =
                        Edit.set(options, path, value(each.substring(equals + 1).strip()));
            } catch (IllegalArgumentException | ConfigException e) {
                problems.add(new Problem(
                        "PECO-112",
                        each + " cannot be set",
                        Origins.COMMAND_LINE,
                        e.getMessage() + "; write it as in weights=nets/a.npz"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new Component<>(component.type(), component.id(), ((ConfigObject) options).toConfig());
    }

    private void apply(String keyEqualsValue) {
        int equals = keyEqualsValue.indexOf('=');
        String key = equals < 0
                ? keyEqualsValue
                : keyEqualsValue.substring(0, equals).strip();
        try {
            if (equals < 0) {
                throw new IllegalArgumentException("there is no '='");
            }
            List<String> path = ConfigUtil.splitPath(ELEMENT.matcher(key).replaceAll(".$1"));
            set(key, path, value(keyEqualsValue.substring(equals + 1).strip()));
        } catch (IllegalArgumentException | ConfigException e) {
            problems.add(new Problem(
                    "PECO-112",
                    keyEqualsValue + " cannot be set",
                    Origins.COMMAND_LINE,
                    e.getMessage() + "; write it as in pretraining.beit.epochs=40"));
        }
    }

    private void set(String key, List<String> path, ConfigValue value) {
        String first = path.get(0);
        Optional<Axis> axis = Axis.of(first);
        if (axis.isPresent()) {
            set(axis.get(), key, path.subList(1, path.size()), value);
        } else if (StudyReader.KEYS.contains(first)) {
            header = (ConfigObject) Edit.set(header, path, value);
        } else {
            problems.add(StudyReader.unknown(key, first, Origins.COMMAND_LINE));
        }
    }

    private void set(Axis axis, String key, List<String> path, ConfigValue value) {
        Map<String, ConfigValue> entries = axes.getOrDefault(axis, Map.of());
        for (int words = path.size(); words > 0; words--) {
            String name = String.join(".", path.subList(0, words));
            if (entries.containsKey(name)) {
                entries.put(name, Edit.set(entries.get(name), path.subList(words, path.size()), value));
                return;
            }
        }
        problems.add(new Problem(
                "PECO-103",
                "unknown option " + key,
                Origins.COMMAND_LINE,
                "the study's " + axis.key() + "s: "
                        + DidYouMean.hint(path.isEmpty() ? "" : path.get(0), entries.keySet())));
    }

    /** Numbers, flags and null as such; lists, objects and quoted text as HOCON; all else is text as it stands. */
    private static ConfigValue value(String text) {
        boolean structured = text.startsWith("[") || text.startsWith("{") || text.startsWith("\"");
        ConfigValue value =
                structured || SCALAR.matcher(text).matches() ? read(text) : ConfigValueFactory.fromAnyRef(text);
        return Origins.at(value, Origins.COMMAND_LINE);
    }

    /** A null is a value, too: it removes an option. */
    private static ConfigValue read(String text) {
        return Objects.requireNonNull(StudyParser.fragment("value = " + text, Origins.COMMAND_LINE)
                .root()
                .get("value"));
    }
}
