package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a record say of one another: alternatives, and options that need another one's value.
 *
 * @param fields of one record
 */
record Relations(java.util.List<OptionField> fields) {

    /**
     * Layers in which what does not count is null.
     *
     * @param problems what cannot be settled
     */
    record Settled(Layers layers, Seq<Problem> problems) {
        private Settled without(String key) {
            ConfigObject written = layers.written()
                    .withValue(
                            key,
                            ConfigValueFactory.fromAnyRef(null)
                                    .withOrigin(layers.written().origin()));
            return new Settled(new Layers(written, layers.defaults()), problems);
        }

        private Settled with(Problem problem) {
            return new Settled(layers, problems.append(problem));
        }
    }

    /** Decides which of the written values and defaults count. */
    Settled settle(Layers layers, String path, Config encoder) {
        Settled settled = new Settled(layers, List.empty());
        for (OptionField field : fields) {
            InsteadOf instead = field.component().getAnnotation(InsteadOf.class);
            if (instead != null) {
                settled = alternatives(settled, named(instead.value()).key(), field.key(), path);
            }
            OnlyWith with = field.component().getAnnotation(OnlyWith.class);
            if (with != null) {
                settled = condition(settled, field, with, path, encoder);
            }
        }
        return settled;
    }

    /** The outermost layer that has one of the two decides; a null there says that this one is not meant. */
    private static Settled alternatives(Settled settled, String first, String second, String path) {
        boolean firstOpen = true;
        boolean secondOpen = true;
        for (ConfigObject layer : settled.layers().all()) {
            ConfigValue one = firstOpen ? layer.get(first) : null;
            ConfigValue other = secondOpen ? layer.get(second) : null;
            if (given(one) && other != null && given(other)) {
                return settled.with(OptionProblems.alternatives(path, first, second, other));
            }
            if (given(one)) {
                return settled.without(second);
            }
            if (given(other)) {
                return settled.without(first);
            }
            firstOpen &= one == null;
            secondOpen &= other == null;
        }
        return settled;
    }

    private Settled condition(Settled settled, OptionField field, OnlyWith with, String path, Config encoder) {
        OptionField choice = named(with.option());
        ConfigValue chosen = choice.value(settled.layers(), encoder);
        if (chosen == null || choice.type().read(chosen, "", encoder).isInvalid()) {
            return settled;
        }
        ConfigValue written = settled.layers().written().get(field.key());
        if (!Origins.text(chosen).equals(with.value())) {
            return written != null && given(written)
                    ? settled.with(OptionProblems.withoutEffect(
                            path, field.key(), written, choice.key(), chosen, with.value()))
                    : settled.without(field.key());
        }
        return with.required() && !given(field.value(settled.layers(), encoder))
                ? settled.with(OptionProblems.needed(path, choice.key(), chosen, field))
                : settled;
    }

    /** A preset's values without those that something written speaks against. */
    ConfigObject compatible(ConfigObject preset, ConfigObject written) {
        ConfigObject kept = preset;
        for (OptionField field : fields) {
            InsteadOf instead = field.component().getAnnotation(InsteadOf.class);
            if (instead != null) {
                String other = named(instead.value()).key();
                kept = given(written.get(field.key())) ? kept.withoutKey(other) : kept;
                kept = given(written.get(other)) ? kept.withoutKey(field.key()) : kept;
            }
            OnlyWith with = field.component().getAnnotation(OnlyWith.class);
            ConfigValue chosen =
                    with == null ? null : written.get(named(with.option()).key());
            if (with != null && chosen != null && !Origins.text(chosen).equals(with.value())) {
                kept = kept.withoutKey(field.key());
            }
        }
        return kept;
    }

    /** @throws IllegalArgumentException if an annotation breaks its rules */
    void check(Class<?> owner) {
        for (OptionField field : fields) {
            InsteadOf instead = field.component().getAnnotation(InsteadOf.class);
            OnlyWith with = field.component().getAnnotation(OnlyWith.class);
            Stream.of(
                            Optional.ofNullable(instead).map(InsteadOf::value),
                            Optional.ofNullable(with).map(OnlyWith::option))
                    .flatMap(Optional::stream)
                    .forEach(name -> require(
                            fields.stream().anyMatch(other -> isNamed(other, name)),
                            owner,
                            field,
                            "names " + name + ", which is no option of the record"));
            boolean optional = field.type() instanceof OptionalType;
            require(with == null || optional, owner, field, "depends on another option, but is not Optional");
            require(
                    instead == null || (optional && named(instead.value()).type() instanceof OptionalType),
                    owner,
                    field,
                    "is an alternative to another option, but not both are Optional");
            require(
                    with == null || named(with.option()).type() instanceof ChoiceType,
                    owner,
                    field,
                    "depends on an option that is no choice");
        }
    }

    private static void require(boolean holds, Class<?> owner, OptionField field, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    owner.getName() + "." + field.component().getName() + " " + otherwise);
        }
    }

    private OptionField named(String name) {
        return fields.stream()
                .filter(field -> isNamed(field, name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no option " + name));
    }

    private static boolean isNamed(OptionField field, String name) {
        return field.component().getName().equals(name);
    }

    private static boolean given(@Nullable ConfigValue value) {
        return value != null && value.valueType() != ConfigValueType.NULL;
    }
}
