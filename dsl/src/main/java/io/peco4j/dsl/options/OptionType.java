package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What values an option may have: reads them from a configuration, and writes them. */
sealed interface OptionType
        permits ChoiceType,
                ComponentType,
                FlagType,
                ListType,
                NumberType,
                OptionalType,
                PathType,
                RecordType,
                TextType {

    /** The word for one value in documentation. */
    String word();

    /** The word for several values. */
    default String words() {
        return word() + "s";
    }

    /** What a problem says was expected. */
    String expected();

    /** The legal numbers in words; empty where there is no bound. */
    default String range() {
        return "";
    }

    /** The value, or all that is wrong with it. */
    Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder);

    /** The canonical form of a value that {@link #read} gave. */
    ConfigValue write(Object value, StandIns standIns);

    /** The components in a value. */
    default Stream<? extends Component<?>> components(Object value) {
        return Stream.empty();
    }

    /** The paths in a value. */
    default Stream<Path> paths(Object value) {
        return Stream.empty();
    }

    /** Options inside the elements of this one, if they are lists of records. */
    default List<OptionSpec> elementSpecs(String prefix) {
        return List.of();
    }
}
