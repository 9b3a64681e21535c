package io.peco4j.runtime.plan;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What stages are called: people, files and comparisons of runs tell them apart by kind, name and seed, so that
 * different stages have no name in common. What a study does not name goes by its id; where two would share a name so,
 * they go by what they are part of, too, which takes laying out the study twice. Names are in no key.
 */
final class StageNames {
    private final Set<Name> ambiguous;
    private final Set<Name> clashes = new HashSet<>();
    private final Map<Place, String> keys = new HashMap<>();

    private record Name(String kind, String name) {}

    private record Place(Name name, long seed) {}

    private StageNames(Set<Name> ambiguous) {
        this.ambiguous = ambiguous;
    }

    /** Short ones. */
    static StageNames plain() {
        return new StageNames(Set.of());
    }

    /** Whether different stages would have shared a name. */
    boolean clash() {
        return !clashes.isEmpty();
    }

    /** For another layout of the same study: longer ones where they would. */
    StageNames toldApart() {
        return new StageNames(Set.copyOf(clashes));
    }

    /** A backbone or tokenizer that another component nests. */
    String nested(String owner, Component<?> component) {
        String name = component.id().name();
        return ambiguous.contains(new Name(ComponentKind.of(component).word(), name)) ? owner + " / " + name : name;
    }

    /** The name of a stage, with a number behind it if another stage has it. */
    String of(String kind, String name, long seed, String key) {
        if (isFree(kind, name, seed, key)) {
            return name;
        }
        clashes.add(new Name(kind, name));
        int number = 2;
        while (!isFree(kind, name + " " + number, seed, key)) {
            number++;
        }
        return name + " " + number;
    }

    private boolean isFree(String kind, String name, long seed, String key) {
        return keys.computeIfAbsent(new Place(new Name(kind, name), seed), any -> key)
                .equals(key);
    }
}
