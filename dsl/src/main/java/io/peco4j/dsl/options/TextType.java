package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.function.Function;

/** Text. A number or a flag is text as it was written, since HOCON needs no quotes: {@code name = 007}. */
record TextType() implements OptionType {
    @Override
    public String word() {
        return "text";
    }

    @Override
    public String expected() {
        return "text";
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return text(value, path, expected()).map(Function.identity());
    }

    /** The text of a scalar. */
    static Validation<Seq<Problem>, String> text(ConfigValue value, String path, String expected) {
        ConfigValueType type = value.valueType();
        return type == ConfigValueType.STRING || type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN
                ? Validation.valid(value.atKey("value").getString("value"))
                : OptionProblems.invalid(OptionProblems.wrongType(path, value, expected));
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
