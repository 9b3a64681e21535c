package io.peco4j.dsl.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.options.Preset;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.stream.Collectors;

/** The presets of an options record, in the order of their declaration. */
record Presets(List<Preset> all) {
    /** The key by which a study names one. */
    static final String KEY = "preset";

    static Presets of(Class<?> type) {
        return new Presets(List.of(type.getAnnotationsByType(Preset.class)));
    }

    boolean any() {
        return all.nonEmpty();
    }

    /** What is written, with the values of the preset that it names, and without that name. */
    Validation<Seq<Problem>, ConfigObject> apply(RecordType record, ConfigObject written, String path) {
        ConfigValue value = written.get(KEY);
        if (!any() || value == null) {
            return Validation.valid(written);
        }
        String here = OptionProblems.inside(path, KEY);
        return TextType.text(value, here, "one of " + String.join(", ", names()))
                .flatMap(name -> all.find(preset -> preset.name().equals(name))
                        .<Validation<Seq<Problem>, ConfigObject>>map(
                                preset -> Validation.valid(record.joined(written.withoutKey(KEY), values(preset))))
                        .getOrElse(() -> OptionProblems.invalid(OptionProblems.unknownConstant(here, value, names()))));
    }

    /**
     * A preset's values.
     *
     * @throws IllegalArgumentException if they are not HOCON
     */
    static ConfigObject values(Preset preset) {
        ConfigParseOptions origin = ConfigParseOptions.defaults().setOriginDescription("preset " + preset.name());
        try {
            return ConfigFactory.parseString(preset.options(), origin).resolve().root();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("the preset " + preset.name() + " is not HOCON: " + preset.options(), e);
        }
    }

    /** As documentation shows the key. */
    List<OptionSpec> specs() {
        String description = all.map(preset -> preset.name() + ": " + preset.description()
                        + (preset.options().isBlank() ? "" : " (" + preset.options() + ")"))
                .collect(Collectors.joining("; "));
        return any()
                ? List.of(new OptionSpec(
                        KEY,
                        String.join(" | ", names()),
                        "null",
                        "",
                        "values of options that are not written. " + description,
                        false))
                : List.empty();
    }

    private java.util.List<String> names() {
        return all.map(Preset::name).asJava();
    }
}
