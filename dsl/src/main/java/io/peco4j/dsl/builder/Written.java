package io.peco4j.dsl.builder;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.options.Edit;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.dsl.options.Origins;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options that a Java study sets, each with the line that sets it. */
public final class Written {
    private static final String LANGUAGE = "io.peco4j.dsl.";
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Written() {}

    /** A component without options, named on the calling line of the study. */
    public static <T> Component<T> component(Class<T> type, String id) {
        String place = place();
        if (!ComponentId.isValid(id)) {
            throw new InvalidInputException(
                    new Problem("PECO-108", "'" + id + "' is not the id of a component", place, ""));
        }
        ConfigObject none = ConfigValueFactory.fromMap(Map.of(), place);
        return new Component<>(type, new ComponentId(id), none.toConfig());
    }

    /** The component with one option added or changed. */
    public static <T> Component<T> set(Component<T> component, String key, Object value) {
        String place = place();
        ConfigValue written = value(key, value, place);
        ConfigObject options = component.options().root();
        return new Component<>(
                component.type(),
                component.id(),
                ((ConfigObject) Edit.set(options, path(key, place), written)).toConfig());
    }

    private static List<String> path(String key, String place) {
        try {
            return ConfigUtil.splitPath(key);
        } catch (ConfigException e) {
            throw new InvalidInputException(
                    new Problem("PECO-103", "'" + key + "' is not a key", place, "names with dots between them"));
        }
    }

    private static ConfigValue value(String key, Object value, String place) {
        if (value instanceof Describes<?> described) {
            return value(key, described.component(), place);
        }
        if (value instanceof Component<?> component) {
            return OptionsBinder.written(component);
        }
        if (value instanceof ConfigValue written) {
            return written;
        }
        if (value instanceof List<?> list) {
            return ConfigValueFactory.fromIterable(
                    list.stream().map(item -> value(key, item, place)).toList(), place);
        }
        return ConfigValueFactory.fromAnyRef(scalar(key, value, place), place);
    }

    private static Object scalar(String key, Object value, String place) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Path path) {
            return path.toString();
        }
        boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
        if (finite || value instanceof Boolean || value instanceof String) {
            return value;
        }
        throw new InvalidInputException(new Problem(
                "PECO-104",
                key + " cannot be set to " + value + ", a " + value.getClass().getSimpleName(),
                place,
                "a finite number, a flag, text, a path, a constant of an enum, a component, or a list of these"));
    }

    /**
     * File and line of the study that is being written: the nearest caller that is neither the study language nor a
     * builder, bundled or of a third party.
     */
    public static String place() {
        return WALKER.walk(frames -> frames.filter(frame -> isStudy(frame.getDeclaringClass()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(""));
    }

    private static boolean isStudy(Class<?> type) {
        return !type.getName().startsWith(LANGUAGE)
                && !Describes.class.isAssignableFrom(type)
                && !(type.getClassLoader() instanceof BuilderLoader);
    }

    /** The place of a component: that of its name, or otherwise of one of its options. */
    public static String place(Component<?> component) {
        return Origins.place(component.options().root());
    }
}
