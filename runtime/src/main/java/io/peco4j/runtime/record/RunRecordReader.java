package io.peco4j.runtime.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from a JSON tree, and says of every member that is absent or wrong where it is.
 *
 * <p>Stricter than Gson, which would leave a zero or a null where a member is absent. Knows what the records are made
 * of: records, lists, maps with string keys, strings, enums, int, long, double.
 */
final class RunRecordReader {
    private static final int MOST = 20;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    RunRecordReader(String file) {
        this.file = file;
    }

    <R extends Record> R read(JsonElement tree, Class<R> type) {
        Object made = value(tree, type, "");
        if (made == null || !problems.isEmpty()) {
            throw new InvalidInputException(problems.subList(0, Math.min(MOST, problems.size())));
        }
        return type.cast(made);
    }

    /** The value, or null if a problem was noted. */
    private @Nullable Object value(@Nullable JsonElement json, Type type, String path) {
        if (json == null || json.isJsonNull()) {
            return wrong(path, "is absent");
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(json, arguments[0], path) : map(json, arguments[1], path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return json instanceof JsonObject object ? record(object, plain, path) : wrong(path, "is not an object");
        }
        return json instanceof JsonPrimitive primitive
                ? scalar(primitive, plain, path)
                : wrong(path, "is not " + word(plain));
    }

    private @Nullable Object list(JsonElement json, Type element, String path) {
        if (!json.isJsonArray()) {
            return wrong(path, "is not a list");
        }
        List<Object> values = new ArrayList<>();
        int index = 0;
        for (JsonElement each : json.getAsJsonArray()) {
            Object value = value(each, element, path + "[" + index++ + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable Object map(JsonElement json, Type element, String path) {
        if (!json.isJsonObject()) {
            return wrong(path, "is not an object");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        json.getAsJsonObject().asMap().forEach((key, each) -> {
            Object value = value(each, element, path + "." + key);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private @Nullable Object record(JsonObject json, Class<?> type, String path) {
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            String name = component.getName();
            boolean absent = !json.has(name) && component.isAnnotationPresent(Later.class);
            arguments.add(
                    absent
                            ? nothing(component.getType())
                            : value(
                                    json.get(name),
                                    component.getGenericType(),
                                    path.isEmpty() ? name : path + "." + name));
        }
        if (problems.size() > before) {
            return null;
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getConstructor(types).newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                return wrong(path, "is not in order: " + refused.getMessage());
            }
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** What stands for a member that was not written yet. */
    private static Object nothing(Class<?> type) {
        return type == List.class ? List.of() : type == String.class ? "" : (Object) 0;
    }

    private @Nullable Object scalar(JsonPrimitive json, Class<?> type, String path) {
        try {
            if (type == String.class && json.isString()) {
                return json.getAsString();
            }
            if (type == double.class || type == Double.class) {
                return Double.valueOf(json.getAsString());
            }
            if (type == long.class && json.isNumber()) {
                return Long.valueOf(json.getAsString());
            }
            if (type == int.class && json.isNumber()) {
                return Integer.valueOf(json.getAsString());
            }
            if (type.isEnum() && json.isString()) {
                return Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.toString().equals(json.getAsString()))
                        .findFirst()
                        .orElseThrow(NumberFormatException::new);
            }
        } catch (NumberFormatException e) {
            return wrong(path, "is not " + word(type) + ": " + json);
        }
        return wrong(path, "is not " + word(type) + ": " + json);
    }

    private static String word(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        return type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "a number";
    }

    private @Nullable Object wrong(String path, String what) {
        problems.add(Records.wrong(file, (path.isEmpty() ? "the record" : path) + " " + what));
        return null;
    }
}
