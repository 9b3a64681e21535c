package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.stream.Stream;

/** A component of one kind: an object with the key {@code component} and its options, or its id alone. */
record ComponentType(ComponentKind kind) implements OptionType {
    /** The key of the id. */
    static final String KEY = "component";

    @Override
    public String word() {
        return kind.word();
    }

    @Override
    public String expected() {
        String article = "aeiou".indexOf(kind.word().charAt(0)) < 0 ? "a " : "an ";
        return article + kind.word() + ": its id, or an object with the key " + KEY;
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return parts(value, path).map(parts -> new Component<>(kind.type(), parts._1(), parts._2()));
    }

    /** The id and the options. */
    Validation<Seq<Problem>, Tuple2<ComponentId, Config>> parts(ConfigValue value, String path) {
        if (value instanceof ConfigObject object) {
            ConfigValue id = object.get(KEY);
            return id == null
                    ? OptionProblems.invalid(OptionProblems.noComponent(path, value, "expected " + expected()))
                    : id(id, OptionProblems.inside(path, KEY))
                            .map(name -> Tuple.of(name, object.withoutKey(KEY).toConfig()));
        }
        Config none = ConfigFactory.empty().root().withOrigin(value.origin()).toConfig();
        return id(value, path).map(name -> Tuple.of(name, none));
    }

    private Validation<Seq<Problem>, ComponentId> id(ConfigValue value, String path) {
        if (!(value.unwrapped() instanceof String name)) {
            return OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
        }
        return ComponentId.isValid(name)
                ? Validation.valid(new ComponentId(name))
                : OptionProblems.invalid(OptionProblems.noComponent(
                        path,
                        value,
                        "'" + name + "' is not an id:"
                                + " lower-case letters, digits and hyphens, such as vqvae or acme.fsq"));
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return standIns.component((Component<?>) value);
    }

    @Override
    public Stream<? extends Component<?>> components(Object value) {
        return Stream.of((Component<?>) value);
    }

    static ConfigValue form(Component<?> component) {
        return component
                .options()
                .root()
                .withValue(KEY, ConfigValueFactory.fromAnyRef(component.id().name()));
    }
}
