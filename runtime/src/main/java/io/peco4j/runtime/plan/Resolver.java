package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.options.OptionSchema;
import io.peco4j.dsl.options.OptionSpec;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.dsl.options.Origins;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds components and checks their options, collecting every problem on the way. */
final class Resolver {
    private final Registry registry;
    private final List<Problem> problems;

    Resolver(Registry registry, List<Problem> problems) {
        this.registry = registry;
        this.problems = problems;
    }

    /**
     * Resolves a component and all that it nests.
     *
     * @param encoder options of the study's encoder, for options that take their value from it
     * @param path where the study names it, such as {@code tokenizer.pixel}
     * @return empty if it has a problem, which is then on the list
     */
    Optional<Resolved> resolve(Component<?> component, Config encoder, String path) {
        Optional<Entry> entry = registry.find(ComponentKind.of(component), component.id());
        if (entry.isEmpty()) {
            problems.add(unknown(component, path));
            return Optional.empty();
        }
        Validation<Seq<Problem>, ? extends Record> bound =
                OptionsBinder.bind(entry.get().registration().options(), component.options(), encoder, path);
        if (bound.isInvalid()) {
            bound.getError().forEach(problems::add);
            return Optional.empty();
        }
        Record options = bound.get();
        Map<Component<?>, Resolved> nested = new LinkedHashMap<>();
        List<Component<?>> parts = OptionsBinder.components(options);
        Config inner = seenFromWithin(options, encoder);
        for (Component<?> part : parts) {
            String place = path + "." + ComponentKind.of(part).word();
            if (!changesEncoder(part, place)) {
                resolve(part, inner, place).ifPresent(found -> nested.put(part, found));
            }
        }
        return nested.keySet().containsAll(parts)
                ? Optional.of(new Resolved(component, entry.get(), options, nested))
                : Optional.empty();
    }

    /** A block that only the study's own pretrainings and tasks can have; which says so, if a part has one. */
    private boolean changesEncoder(Component<?> part, String place) {
        ComponentKind kind = ComponentKind.of(part);
        boolean asks = kind == ComponentKind.TASK || kind == ComponentKind.PRETRAINING;
        if (!asks || !part.options().root().containsKey(OnEncoder.ENCODER)) {
            return false;
        }
        String owner = place.substring(0, place.indexOf('.', place.indexOf('.') + 1));
        problems.add(new Problem(
                "PECO-103",
                "unknown option " + place + "." + OnEncoder.ENCODER,
                Origins.place(part.options().root().get(OnEncoder.ENCODER)),
                kind == ComponentKind.TASK
                        ? "options of the study's encoder are changed in the outermost task:  " + owner + "."
                                + OnEncoder.ENCODER + " { ... }"
                        : "this pretraining trains an encoder of its own, in whose options the change belongs"));
        return true;
    }

    /** The same, with another list for problems. */
    Resolver noting(List<Problem> found) {
        return new Resolver(registry, found);
    }

    /**
     * What the parts of a component take from an encoder: the component's own value where it has such an option itself,
     * so that the backbone of a tokenizer for smaller pictures is one for these pictures.
     */
    private static Config seenFromWithin(Record options, Config encoder) {
        Config own = OptionsBinder.resolved(options, OptionsBinder::written);
        Config within = encoder;
        for (OptionSpec option : OptionSchema.of(options.getClass()).options()) {
            if (option.fromEncoder()) {
                within = within.withValue(option.key(), own.getValue(option.key()));
            }
        }
        return within;
    }

    private Problem unknown(Component<?> component, String path) {
        Optional<Problem> cause = registry.leftOut(ComponentKind.of(component), component.id());
        if (cause.isPresent()) {
            Problem found = cause.get();
            return new Problem(found.code(), found.what(), path, "in " + found.where() + "; " + found.remedy());
        }
        List<String> known = registry.entries(ComponentKind.of(component)).stream()
                .map(entry -> entry.id().name())
                .toList();
        return UnknownComponent.of(component, path, known);
    }
}
