package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.collection.TreeMap;
import io.vavr.control.Validation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An options record: a value for each of its components. */
record RecordType(Class<? extends Record> type, List<OptionField> fields) implements OptionType {
    /** What a class says of itself never changes, and a study of a hundred stages asks thousands of times. */
    private static final ClassValue<RecordType> READ = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new OptionsRecordReader().read(type.asSubclass(Record.class));
        }
    };

    /**
     * The fields of a record, checked.
     *
     * @throws IllegalArgumentException if it breaks the rules of {@link OptionSchema#of}
     */
    static RecordType of(Class<? extends Record> type) {
        return READ.get(type);
    }

    @Override
    public String word() {
        return "object";
    }

    @Override
    public String expected() {
        return "an object with the keys " + String.join(", ", keys());
    }

    /** What may be written on this level, keys of flat records and of the presets included. */
    List<String> keys() {
        Stream<String> own = fields.stream()
                .flatMap(field -> field.flat() && field.type() instanceof RecordType record
                        ? record.keys().stream()
                        : Stream.of(field.key()));
        return Stream.concat(own, presets().any() ? Stream.of(Presets.KEY) : Stream.empty())
                .toList();
    }

    Presets presets() {
        return Presets.of(type);
    }

    /** What is written, and where nothing is, what a preset says. Nested records are joined, components are not. */
    ConfigObject joined(ConfigObject written, ConfigObject preset) {
        ConfigObject all = written;
        for (Map.Entry<String, ConfigValue> entry : compatible(preset, written).entrySet()) {
            ConfigValue own = written.get(entry.getKey());
            if (own == null) {
                all = all.withValue(entry.getKey(), entry.getValue());
            } else if (own instanceof ConfigObject object && entry.getValue() instanceof ConfigObject values) {
                ConfigObject both = nested(entry.getKey())
                        .map(record -> record.joined(object, values))
                        .orElse(object);
                all = all.withValue(entry.getKey(), both);
            }
        }
        return all;
    }

    private ConfigObject compatible(ConfigObject preset, ConfigObject written) {
        ConfigObject kept = new Relations(fields).compatible(preset, written);
        for (OptionField field : fields) {
            if (field.flat() && field.type() instanceof RecordType record) {
                kept = record.compatible(kept, written);
            }
        }
        return kept;
    }

    private Optional<RecordType> nested(String key) {
        return fields.stream()
                .flatMap(field -> field.type() instanceof RecordType record
                        ? (field.flat()
                                ? record.nested(key).stream()
                                : field.key().equals(key) ? Stream.of(record) : Stream.<RecordType>empty())
                        : Stream.empty())
                .findFirst();
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return value instanceof ConfigObject object
                ? presets().apply(this, object, path).flatMap(full -> read(Layers.of(full), path, encoder, false))
                : OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
    }

    /** @param flat whether the layers belong to the record that holds this one, which looks for unknown keys itself */
    Validation<Seq<Problem>, Object> read(Layers layers, String path, Config encoder, boolean flat) {
        Seq<Problem> unknown = flat ? io.vavr.collection.List.empty() : unknown(layers, path);
        Relations.Settled settled = new Relations(fields).settle(layers, path, encoder);
        Seq<Problem> problems = unknown.appendAll(settled.problems());
        Validation<Seq<Problem>, Seq<Object>> values = Validation.sequence(fields.stream()
                .map(field -> field.read(settled.layers(), path, encoder))
                .toList());
        if (problems.nonEmpty()) {
            return Validation.invalid(values.isValid() ? problems : problems.appendAll(values.getError()));
        }
        return values.flatMap(given -> construct(given, path, Origins.place(layers.written())));
    }

    private Seq<Problem> unknown(Layers layers, String path) {
        List<String> known = keys();
        return layers.all()
                .flatMap(layer -> TreeMap.ofAll(layer)
                        .filterKeys(key -> !known.contains(key))
                        .map(entry -> OptionProblems.unknown(path, entry._1(), entry._2(), known, candidates())));
    }

    /** The keys of this level and dotted ones of those below, any of which may have been meant. */
    private List<String> candidates() {
        return Stream.concat(
                        keys().stream(), specs().stream().map(OptionSpec::key).filter(key -> !key.contains("[]")))
                .distinct()
                .toList();
    }

    private Validation<Seq<Problem>, Object> construct(Seq<Object> values, String path, String place) {
        try {
            Class<?>[] signature =
                    fields.stream().map(field -> field.component().getType()).toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(signature);
            constructor.setAccessible(true);
            return Validation.valid(constructor.newInstance(values.toJavaArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                return OptionProblems.invalid(
                        OptionProblems.contradiction(path, place, String.valueOf(refused.getMessage())));
            }
            throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        Map<String, ConfigValue> written = new LinkedHashMap<>();
        for (OptionField field : fields) {
            ConfigValue form = field.type().write(get(value, field.component()), standIns);
            if (field.flat()) {
                written.putAll((ConfigObject) form);
            } else if (form.valueType() != ConfigValueType.NULL || !field.onlyIfSet()) {
                written.put(field.key(), form);
            }
        }
        return ConfigValueFactory.fromMap(written);
    }

    @Override
    public Stream<? extends Component<?>> components(Object value) {
        return fields.stream().flatMap(field -> field.type().components(get(value, field.component())));
    }

    @Override
    public Stream<Path> paths(Object value) {
        return fields.stream().flatMap(field -> field.type().paths(get(value, field.component())));
    }

    private static Object get(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** All options of this record. */
    List<OptionSpec> specs() {
        return presets().specs().appendAll(specs("")).asJava();
    }

    List<OptionSpec> specs(String prefix) {
        return specs(Layers.of(ConfigFactory.empty().root()), prefix);
    }

    List<OptionSpec> specs(Layers layers, String prefix) {
        Layers settled =
                new Relations(fields).settle(layers, "", ConfigFactory.empty()).layers();
        return fields.stream()
                .flatMap(field -> field.specs(settled, prefix).stream())
                .toList();
    }
}
