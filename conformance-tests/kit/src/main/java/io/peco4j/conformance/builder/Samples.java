package io.peco4j.conformance.builder;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.dsl.builder.Describes;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Arguments for the words of builders: legal by their type, whatever they mean. */
final class Samples {
    private static final String TEXT = "sample";

    private Samples() {}

    /**
     * A value of the type.
     *
     * @param size a whole number, for words that refuse small ones; fractions are half more, so that an option of whole
     *     numbers refuses them
     * @return empty for a type that only another builder makes
     */
    static Optional<Object> of(Type type, int size) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type argument = generic.getActualTypeArguments()[0];
            return raw == List.class
                    ? of(argument, size).map(List::of)
                    : raw == Describes.class || raw == Component.class ? component(raw, argument) : Optional.empty();
        }
        return type instanceof Class<?> simple ? simple(simple, size) : Optional.empty();
    }

    private static Optional<Object> simple(Class<?> type, int size) {
        if (type == int.class || type == Integer.class) {
            return Optional.of(size);
        }
        if (type == long.class || type == Long.class) {
            return Optional.of((long) size);
        }
        if (type == double.class || type == Double.class) {
            return Optional.of(size + 0.5);
        }
        if (type == float.class || type == Float.class) {
            return Optional.of(size + 0.5f);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(true);
        }
        if (type == String.class) {
            return Optional.of(TEXT);
        }
        if (type == Path.class) {
            return Optional.of(Path.of(TEXT));
        }
        if (type.isEnum()) {
            return Optional.of(type.getEnumConstants()[0]);
        }
        return type.isArray() ? of(type.getComponentType(), size).map(item -> array(type, item)) : Optional.empty();
    }

    private static Object array(Class<?> type, Object item) {
        Object array = Array.newInstance(type.getComponentType(), 1);
        Array.set(array, 0, item);
        return array;
    }

    private static Optional<Object> component(Class<?> raw, Type argument) {
        return Arrays.stream(ComponentKind.values())
                .map(ComponentKind::type)
                .filter(type -> type == argument)
                .findFirst()
                .map(type -> component(raw, type));
    }

    private static <T> Object component(Class<?> raw, Class<T> type) {
        Component<T> component = Component.of(type, TEXT, ConfigFactory.empty());
        Describes<T> described = () -> component;
        return raw == Component.class ? component : described;
    }
}
