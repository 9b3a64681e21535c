package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.options.OnlyIfSet;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of an options record.
 *
 * @param component where it is declared
 * @param key how studies write it
 * @param defaultValue of its own; null if it has none
 * @param flat whether it is a record whose options are on the level of this record's
 */
record OptionField(
        RecordComponent component,
        String key,
        OptionType type,
        String description,
        @Nullable ConfigValue defaultValue,
        boolean flat,
        boolean fromEncoder) {

    /** The value that the layers, the encoder or the default give. */
    Validation<Seq<Problem>, Object> read(Layers layers, String path, Config encoder) {
        String here = OptionProblems.inside(path, key);
        if (type instanceof RecordType record) {
            ConfigValue wrong = flat ? null : layers.notAnObject(key);
            return wrong == null
                    ? record.read(nested(layers), flat ? path : here, encoder, flat)
                    : OptionProblems.invalid(OptionProblems.wrongType(here, wrong, type.expected()));
        }
        ConfigValue value = value(layers, encoder);
        if (value != null) {
            return type.read(value, here, encoder);
        }
        return type instanceof OptionalType
                ? Validation.valid(Optional.empty())
                : OptionProblems.invalid(OptionProblems.missing(here, Origins.place(layers.written()), expected()));
    }

    /** Whether it stands nowhere while it has no value. */
    boolean onlyIfSet() {
        return component.isAnnotationPresent(OnlyIfSet.class);
    }

    /** What a problem says was expected. */
    String expected() {
        return type.expected() + ": " + description;
    }

    /** What is written, or else the encoder's value or a default; unread. */
    @Nullable
    ConfigValue value(Layers layers, Config encoder) {
        ConfigValue written = layers.written().get(key);
        if (given(written)) {
            return written;
        }
        ConfigValue encoders = fromEncoder ? encoder.root().get(key) : null;
        return given(encoders) ? encoders : defaultIn(layers);
    }

    /** Null is the same as no value, except for an Optional, whose default it removes. */
    private boolean given(@Nullable ConfigValue value) {
        return value != null && (type instanceof OptionalType || value.valueType() != ConfigValueType.NULL);
    }

    private @Nullable ConfigValue defaultIn(Layers layers) {
        ConfigValue outer = layers.defaultOf(key);
        return outer != null ? outer : defaultValue;
    }

    private Layers nested(Layers layers) {
        Layers inner = flat ? layers : layers.child(key);
        return defaultValue instanceof ConfigObject object ? inner.withDefaults(object) : inner;
    }

    /** This option, or those of the nested record, as documentation shows them. */
    List<OptionSpec> specs(Layers layers, String prefix) {
        if (type instanceof RecordType record) {
            return record.specs(nested(layers), flat ? prefix : prefix + key + ".");
        }
        ConfigValue value = layers.written().containsKey(key) ? null : defaultIn(layers);
        String text = value != null ? hocon(value) : type instanceof OptionalType ? "null" : "";
        OptionSpec spec = new OptionSpec(prefix + key, type.word(), text, type.range(), description, fromEncoder);
        return io.vavr.collection.List.of(spec)
                .appendAll(type.elementSpecs(prefix + key))
                .asJava();
    }

    /** Numbers stay as their author wrote them: {@code 4e-3}. */
    private static String hocon(ConfigValue value) {
        return value.valueType() == ConfigValueType.NUMBER
                ? Origins.text(value)
                : value.render(ConfigRenderOptions.concise().setJson(false));
    }
}
