package io.peco4j.dsl;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.options.Origins;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the layout of a study file: which keys are axes, and which of their entries have names. */
final class StudyReader {
    /** The key of a component's id. */
    private static final String COMPONENT = "component";

    /** Every key of the top level, in the order in which studies are written. */
    static final List<String> KEYS = List.of(
            "study",
            "description",
            "data",
            Axis.ENCODER.key(),
            Axis.TOKENIZER.key(),
            Axis.PRETRAINING.key(),
            Axis.TASK.key(),
            "seeds",
            "precision",
            StudyForm.PUBLISHED);

    private final List<Problem> problems = new ArrayList<>();

    private final WrittenOrder order;

    private StudyReader(WrittenOrder order) {
        this.order = order;
    }

    /** @param order in which the text of the study has its keys */
    static Study read(ConfigObject root, WrittenOrder order) {
        StudyReader reader = new StudyReader(order);
        StudyForm form = reader.form(root);
        return form.study(Vector.ofAll(reader.problems));
    }

    /** The problem of a path whose first key is unknown. */
    static Problem unknown(String path, String first, String place) {
        return new Problem("PECO-103", "unknown option " + path, place, DidYouMean.hint(first, KEYS));
    }

    private StudyForm form(ConfigObject root) {
        ConfigObject header = root;
        Map<Axis, Map<String, ConfigValue>> axes = new EnumMap<>(Axis.class);
        for (Axis axis : Axis.values()) {
            ConfigValue value = root.get(axis.key());
            if (value != null) {
                axes.put(axis, entries(axis, value));
            }
            header = header.withoutKey(axis.key());
        }
        for (Map.Entry<String, ConfigValue> entry : inOrder(header, List.of())) {
            if (!KEYS.contains(entry.getKey())) {
                problems.add(unknown(entry.getKey(), entry.getKey(), Origins.place(entry.getValue())));
                header = header.withoutKey(entry.getKey());
            }
        }
        return new StudyForm(header, axes);
    }

    private Map<String, ConfigValue> entries(Axis axis, ConfigValue value) {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        if (value.valueType() == ConfigValueType.STRING) {
            entries.put(String.valueOf(value.unwrapped()), value);
        } else if (value instanceof ConfigObject object) {
            ConfigValue id = object.get(COMPONENT);
            if (id != null && id.valueType() == ConfigValueType.STRING) {
                entries.put(String.valueOf(id.unwrapped()), object);
            } else {
                inOrder(object, List.of(axis.key())).forEach(entry -> put(entries, entry.getKey(), entry.getValue()));
            }
            if (entries.isEmpty()) {
                problems.add(new Problem(
                        "PECO-102",
                        axis.key() + " is empty",
                        Origins.place(value),
                        "name at least one " + axis.key() + ", or leave the key out"));
            }
        } else if (value.valueType() != ConfigValueType.NULL) {
            problems.add(new Problem(
                    "PECO-104",
                    axis.key() + " has the wrong type",
                    Origins.place(value),
                    "expected " + axis.key() + "s by name: " + axis.key() + " { a-name { component = an-id } }"));
        }
        return entries;
    }

    /** The id of an entry without one is its name; an entry that is null was removed. */
    private static void put(Map<String, ConfigValue> entries, String name, ConfigValue value) {
        if (value instanceof ConfigObject object && !object.containsKey(COMPONENT)) {
            entries.put(name, object.withValue(COMPONENT, ConfigValueFactory.fromAnyRef(name, Origins.place(object))));
        } else if (value.valueType() != ConfigValueType.NULL) {
            entries.put(name, value);
        }
    }

    /** The entries of an object as they were written; where that is not known, by line, then by name. */
    private List<Map.Entry<String, ConfigValue>> inOrder(ConfigObject object, List<String> path) {
        return object.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, ConfigValue>>comparingInt(entry -> {
                            List<String> whole = new ArrayList<>(path);
                            whole.add(entry.getKey());
                            return order.of(whole);
                        })
                        .thenComparingInt(entry -> entry.getValue().origin().lineNumber())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }
}
