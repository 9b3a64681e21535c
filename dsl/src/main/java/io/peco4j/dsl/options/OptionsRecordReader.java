package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of an options record, and refuses one that breaks their rules. */
final class OptionsRecordReader {
    private final Deque<Class<?>> open = new ArrayDeque<>();

    /** @throws IllegalArgumentException if the record breaks a rule */
    RecordType read(Class<? extends Record> type) {
        if (open.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " nests itself");
        }
        open.push(type);
        RecordType result = new RecordType(
                type,
                Arrays.stream(type.getRecordComponents())
                        .map(component -> field(type, component))
                        .toList());
        open.pop();
        checkKeys(result);
        new Relations(result.fields()).check(type);
        checkDefaults(result);
        return result;
    }

    private OptionField field(Class<?> owner, RecordComponent component) {
        String name = owner.getName() + "." + component.getName();
        Describe describe = component.getAnnotation(Describe.class);
        boolean flat = component.isAnnotationPresent(Flat.class);
        Range range = component.getAnnotation(Range.class);
        if (range != null && !(range.min() <= range.max())) {
            throw new IllegalArgumentException(
                    name + " has a range that contains no number: from " + range.min() + " to " + range.max());
        }
        Bounds bounds = range == null ? Bounds.NONE : new Bounds(range.min(), range.max());
        OptionType type = type(component.getGenericType(), bounds, name);
        if (describe == null && !flat) {
            throw new IllegalArgumentException(name + " has no @Describe");
        }
        if (flat && !(type instanceof RecordType)) {
            throw new IllegalArgumentException(name + " is flat, but no record");
        }
        if (range != null && type.range().isEmpty()) {
            throw new IllegalArgumentException(name + " has a range, but is not a number");
        }
        return new OptionField(
                component,
                Kebab.of(component.getName()),
                type,
                describe == null ? "" : describe.value(),
                defaultValue(component.getAnnotation(Default.class), type, name),
                flat,
                component.isAnnotationPresent(FromEncoder.class));
    }

    private OptionType type(Type type, Bounds bounds, String name) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return new OptionalType(type(argument, bounds, name));
            }
            if (generic.getRawType() == List.class) {
                return new ListType(type(argument, bounds, name));
            }
            if (generic.getRawType() == Component.class && argument instanceof Class<?> point) {
                return new ComponentType(ComponentKind.of(point));
            }
        }
        if (type instanceof Class<?> plain) {
            return plain(plain, bounds, name);
        }
        throw unsupported(type, name);
    }

    private OptionType plain(Class<?> type, Bounds bounds, String name) {
        if (type == int.class || type == Integer.class) {
            return new NumberType(NumberType.Width.INT, bounds);
        }
        if (type == long.class || type == Long.class) {
            return new NumberType(NumberType.Width.LONG, bounds);
        }
        if (type == double.class || type == Double.class) {
            return new NumberType(NumberType.Width.DOUBLE, bounds);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new FlagType();
        }
        if (type == String.class) {
            return new TextType();
        }
        if (type == Path.class) {
            return new PathType();
        }
        if (type.isEnum()) {
            return new ChoiceType(
                    io.vavr.collection.List.of(type.getEnumConstants()).map(constant -> (Enum<?>) constant));
        }
        if (type.isRecord() && type != Component.class) {
            return read(type.asSubclass(Record.class));
        }
        throw unsupported(type, name);
    }

    private static IllegalArgumentException unsupported(Type type, String name) {
        return new IllegalArgumentException(name + " has the type " + type.getTypeName() + "; options are int, long,"
                + " double, boolean, String, Path, enums, records, Component, and List or Optional of these");
    }

    private static @Nullable ConfigValue defaultValue(@Nullable Default text, OptionType type, String name) {
        if (text == null) {
            return null;
        }
        try {
            return type instanceof RecordType
                    ? parse(text.value()).root()
                    : parse("value = " + text.value()).getValue("value");
        } catch (ConfigException e) {
            throw new IllegalArgumentException(name + " has a default that is not HOCON: " + text.value(), e);
        }
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription("hardcoded value"))
                .resolve();
    }

    private static void checkKeys(RecordType record) {
        Set<String> seen = new HashSet<>(Set.of(ComponentType.KEY));
        for (String key : record.keys()) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException(record.type().getName() + " has the key " + key
                        + (key.equals(ComponentType.KEY) ? ", which is kept for ids" : " twice"));
            }
        }
    }

    /**
     * Reads an empty object, and each preset: what is then wrong, apart from what must be written, is a fault of the
     * defaults.
     */
    private static void checkDefaults(RecordType record) {
        checkDefaults(record, "defaults", ConfigFactory.empty().root());
        record.presets()
                .all()
                .forEach(preset -> checkDefaults(record, "preset " + preset.name(), Presets.values(preset)));
    }

    private static void checkDefaults(RecordType record, String what, ConfigObject values) {
        var read = record.read(Layers.of(values), "", ConfigFactory.empty(), false);
        Seq<Problem> faults = read.isValid()
                ? io.vavr.collection.List.empty()
                : read.getError().filter(problem -> !problem.code().equals(OptionProblems.MISSING));
        if (faults.nonEmpty()) {
            throw new IllegalArgumentException(
                    "the " + what + " of " + record.type().getName() + " are wrong: "
                            + faults.map(problem -> problem.what() + ", " + problem.remedy())
                                    .collect(Collectors.joining("; ")));
        }
    }
}
