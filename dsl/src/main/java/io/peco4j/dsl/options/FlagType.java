package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

/** True or false. */
record FlagType() implements OptionType {
    @Override
    public String word() {
        return "true | false";
    }

    @Override
    public String words() {
        return word();
    }

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return value.unwrapped() instanceof Boolean flag
                ? Validation.valid(flag)
                : OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
