package io.peco4j.runtime.plan;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.util.List;
import java.util.Optional;

/** What a study should have said where it names a component that there is not. */
final class UnknownComponent {
    private UnknownComponent() {}

    /**
     * The problem: PECO-440 where the id's dots separate keys, as in {@code pretraining { acme.simmim {} }}, which is a
     * component {@code acme} with an option {@code simmim}; PECO-114 elsewhere.
     *
     * @param path where the study names it
     * @param known ids of its kind
     */
    static Problem of(Component<?> component, String path, List<String> known) {
        String kind = ComponentKind.of(component).word();
        String written = component.id().name();
        return split(component, known)
                .map(id -> new Problem(
                        "PECO-440",
                        "the dots of " + id + " separate keys here: this is a " + kind + " " + written
                                + ", which is unknown",
                        path,
                        "put the id in quotes, \"" + id + "\" {}, or give it a name: a-name { component = " + id
                                + " }"))
                .orElseGet(() -> new Problem(
                        "PECO-114", "unknown " + kind + " " + written, path, DidYouMean.hint(written, known)));
    }

    /** The id whose parts are the component's id and keys of its options, one in the other. */
    private static Optional<String> split(Component<?> component, List<String> known) {
        String start = component.id().name() + ".";
        return known.stream()
                .filter(id -> id.startsWith(start))
                .filter(id -> component.options().hasPath(id.substring(start.length())))
                .findFirst();
    }
}
