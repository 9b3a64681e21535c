package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A value that may be absent, which can be written as null. */
record OptionalType(OptionType inner) implements OptionType {
    @Override
    public String word() {
        return inner.word() + " or null";
    }

    @Override
    public String expected() {
        return inner.expected();
    }

    @Override
    public String range() {
        return inner.range();
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return value.valueType() == ConfigValueType.NULL
                ? Validation.valid(Optional.empty())
                : inner.read(value, path, encoder).map(Optional::of);
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ((Optional<?>) value)
                .map(present -> inner.write(present, standIns))
                .orElseGet(() -> ConfigValueFactory.fromAnyRef(null));
    }

    @Override
    public Stream<? extends Component<?>> components(Object value) {
        return ((Optional<?>) value).stream().flatMap(inner::components);
    }

    @Override
    public Stream<Path> paths(Object value) {
        return ((Optional<?>) value).stream().flatMap(inner::paths);
    }

    @Override
    public List<OptionSpec> elementSpecs(String prefix) {
        return inner instanceof RecordType record ? record.specs(prefix + ".") : inner.elementSpecs(prefix);
    }
}
