package io.peco4j.conformance.builder;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.peco4j.conformance.Rule;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Other;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls every word of builders with arguments of its types, and reads what it wrote into the options of the component.
 *
 * <p>A key that the component does not have, or whose values are of another type, is a fault of the builder that the
 * compiler cannot find. What a value means, such as its range, is not looked at.
 */
public final class BuilderCheck {
    /** An unknown option, and a value of the wrong type. */
    private static final Set<String> FAULTS = Set.of("PECO-103", "PECO-104");

    private final Registry registry;

    /** @param registry has the components that builders describe */
    public BuilderCheck(Registry registry) {
        this.registry = registry;
    }

    /**
     * What was found.
     *
     * @param words how many descriptions were tried
     * @param faults in words; none if all are in order
     */
    public record Findings(int words, List<String> faults) {
        public Findings {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Tries builders.
     *
     * @param classes whose public static methods make builders: the builders themselves, or a class of words
     */
    @Rule("PKG-08")
    public Findings of(List<Class<?>> classes) {
        Vocabulary vocabulary = new Vocabulary(classes);
        List<String> faults = new ArrayList<>();
        int words = 0;
        for (Spoken begun : vocabulary.beginnings()) {
            // An id alone says nothing of options; what describes nothing is an argument of other words.
            if (begun.value() instanceof Other || !(begun.value() instanceof Describes<?> described)) {
                continue;
            }
            List<String> already = faults(described);
            already.forEach(fault -> faults.add(begun.words() + ": " + fault));
            words++;
            for (Spoken more : vocabulary.continuations(begun)) {
                words++;
                faults((Describes<?>) more.value()).stream()
                        .filter(fault -> !already.contains(fault))
                        .forEach(fault -> faults.add(more.words() + ": " + fault));
            }
        }
        faults.addAll(vocabulary.faults());
        return new Findings(words, faults.stream().distinct().toList());
    }

    private List<String> faults(Describes<?> described) {
        Component<?> component = described.component();
        Optional<Entry> entry = registry.find(ComponentKind.of(component), component.id());
        if (entry.isEmpty()) {
            return List.of("there is no " + ComponentKind.of(component).word() + " " + component.id());
        }
        Validation<Seq<Problem>, ? extends Record> bound = OptionsBinder.bind(
                entry.get().registration().options(),
                component.options(),
                ConfigFactory.empty(),
                component.id().name());
        return bound.isValid()
                ? List.of()
                : bound.getError()
                        .filter(problem -> FAULTS.contains(problem.code()))
                        .map(problem -> problem.what() + " (" + problem.remedy() + ")")
                        .asJava();
    }
}
