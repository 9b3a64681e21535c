package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

/** One of an enum's constants, written in lower case with hyphens: {@code SIN_COS} as {@code sin-cos}. */
record ChoiceType(List<Enum<?>> constants) implements OptionType {
    private java.util.List<String> names() {
        return constants.map(Kebab::of).asJava();
    }

    @Override
    public String word() {
        return String.join(" | ", names());
    }

    @Override
    public String words() {
        return "(" + word() + ")";
    }

    @Override
    public String expected() {
        return "one of " + String.join(", ", names());
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return TextType.text(value, path, expected())
                .flatMap(text -> constants
                        .find(constant -> Kebab.of(constant).equals(text))
                        .<Validation<Seq<Problem>, Object>>map(Validation::valid)
                        .getOrElse(() -> OptionProblems.invalid(OptionProblems.unknownConstant(path, value, names()))));
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ConfigValueFactory.fromAnyRef(Kebab.of((Enum<?>) value));
    }
}
