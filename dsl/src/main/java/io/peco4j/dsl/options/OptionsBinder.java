package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Turns what a study wrote into a component's options record, and back. */
public final class OptionsBinder {
    private OptionsBinder() {}

    /**
     * The options record of what was written, or everything that is wrong with it.
     *
     * <p>The value of an option is what is written, or for {@link FromEncoder} what the encoder has, or the default.
     *
     * @param written the component's options as the study has them
     * @param encoder all options of the study's encoder; empty where there is no encoder
     * @param path the place of the component in the study, such as {@code tokenizer.pixel}; problems name options by it
     * @throws IllegalArgumentException if the record is no options record: see {@link OptionSchema#of}
     */
    public static <R extends Record> Validation<Seq<Problem>, R> bind(
            Class<R> type, Config written, Config encoder, String path) {
        return RecordType.of(type).read(written.root(), path, encoder).map(type::cast);
    }

    /**
     * Every option with its value, equal for equal options; {@link #bind} of it gives the same record back. Renders
     * with sorted keys. An option that is absent is null, or left out if it is
     * {@link io.peco4j.api.options.OnlyIfSet}.
     *
     * @param standIns what stands for a nested component, where {@link #written} keeps it as the study has it, and for
     *     a path
     */
    public static Config resolved(Record options, StandIns standIns) {
        return ((ConfigObject) RecordType.of(options.getClass()).write(options, standIns)).toConfig();
    }

    /** The components that the options name, in order; not those that these name in turn. */
    public static List<Component<?>> components(Record options) {
        return RecordType.of(options.getClass())
                .components(options)
                .<Component<?>>map(Function.identity())
                .toList();
    }

    /** The files and folders that the options name, in order; not those of nested components. */
    public static List<Path> paths(Record options) {
        return RecordType.of(options.getClass()).paths(options).toList();
    }

    /**
     * A component from a nested value: an object with the key {@code component}, or an id alone.
     *
     * @param type the extension point
     * @param path the place of the value in the study; problems name it
     */
    public static <T> Validation<Seq<Problem>, Component<T>> component(Class<T> type, ConfigValue value, String path) {
        return new ComponentType(ComponentKind.of(type))
                .parts(value, path)
                .map(parts -> new Component<>(type, parts._1(), parts._2()));
    }

    /** A component as a nested value: an object of its options with the key {@code component} for its id. */
    public static ConfigValue written(Component<?> component) {
        return ComponentType.form(component);
    }
}
