package io.peco4j.api.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.plugin.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.function.Function;
import java.util.stream.Stream;

/** A component of one kind: an object with the key {@code component} beside its options, or its id alone. */
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
        if (value instanceof ConfigObject object) {
            ConfigValue id = object.get(KEY);
            return id == null
                    ? OptionProblems.invalid(OptionProblems.noComponent(path, value, "expected " + expected()))
                    : named(id, object.withoutKey(KEY).toConfig(), path);
        }
        return value.valueType() == ConfigValueType.STRING
                ? named(value, value.atKey(KEY).withoutPath(KEY), path)
                : OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
    }

    private Validation<Seq<Problem>, Object> named(ConfigValue id, Config options, String path) {
        return id(id, path).map(name -> new Component<>(kind, name, options));
    }

    /** The id that a value holds. */
    static Validation<Seq<Problem>, ComponentId> id(ConfigValue value, String path) {
        try {
            return Validation.valid(new ComponentId(value.atKey(KEY).getString(KEY)));
        } catch (com.typesafe.config.ConfigException.WrongType | com.typesafe.config.ConfigException.Null e) {
            return OptionProblems.invalid(OptionProblems.wrongType(path + "." + KEY, value, "the id of a component"));
        } catch (IllegalArgumentException e) {
            return OptionProblems.invalid(OptionProblems.noComponent(path, value, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public ConfigValue write(Object value, Function<Component<?>, ConfigValue> nested) {
        return nested.apply((Component<?>) value);
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
