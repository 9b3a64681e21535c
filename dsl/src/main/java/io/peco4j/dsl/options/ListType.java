package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A list, immutable once read. */
record ListType(OptionType element) implements OptionType {
    @Override
    public String word() {
        return "list of " + element.words();
    }

    @Override
    public String words() {
        return "lists of " + element.words();
    }

    @Override
    public String expected() {
        return "a list, each element " + element.expected();
    }

    @Override
    public String range() {
        return element.range();
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        if (!(value instanceof ConfigList list)) {
            return OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
        }
        return Validation.sequence(Vector.ofAll(list)
                        .zipWithIndex((item, index) -> element.read(item, path + "[" + index + "]", encoder)))
                .map(elements -> List.copyOf(elements.asJava()));
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ConfigValueFactory.fromIterable(((List<?>) value)
                .stream().map(item -> element.write(item, standIns)).toList());
    }

    @Override
    public Stream<? extends Component<?>> components(Object value) {
        return ((List<?>) value).stream().flatMap(element::components);
    }

    @Override
    public Stream<Path> paths(Object value) {
        return ((List<?>) value).stream().flatMap(element::paths);
    }

    @Override
    public List<OptionSpec> elementSpecs(String prefix) {
        return element instanceof RecordType record
                ? record.specs(prefix + "[].")
                : element.elementSpecs(prefix + "[]");
    }
}
