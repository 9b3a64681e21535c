package io.peco4j.dsl;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Published.Figure;
import io.peco4j.dsl.Published.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what was published against the names of a study. */
final class PublishedCheck {
    private static final String SIGNS =
            "names of choices with < (is worse than) or ~ (about equal) between them, such as pixel < perceptual";

    private final Map<Axis, Set<String>> names;
    private final Published published;
    private final String place;
    private final List<Problem> problems = new ArrayList<>();

    private PublishedCheck(Map<Axis, Set<String>> names, Published published, String place) {
        this.names = names;
        this.published = published;
        this.place = place;
    }

    /**
     * Everything that is wrong with it.
     *
     * @param names of the study's components, by axis
     * @param place where it was written; empty if unknown
     */
    static List<Problem> of(Map<Axis, Set<String>> names, Published published, String place) {
        PublishedCheck check = new PublishedCheck(names, published, place);
        check.source();
        check.task();
        check.figures();
        check.choices();
        published.order().forEach(check::order);
        return List.copyOf(check.problems);
    }

    private void source() {
        if (published.source().isBlank()) {
            add("PECO-105", "has no source", "state where it was published, such as PeCo, Table 4");
        }
    }

    private void task() {
        Set<String> tasks = on(Axis.TASK);
        if (published.task().isEmpty()) {
            add("PECO-117", "names no task", DidYouMean.hint("", tasks));
        } else if (!tasks.contains(published.task())) {
            add(
                    "PECO-117",
                    "is compared with the task " + published.task() + ", which is not in the study",
                    DidYouMean.hint(published.task(), tasks));
        }
    }

    private void figures() {
        Set<String> seen = new HashSet<>();
        for (Figure figure : published.figures()) {
            if (!seen.add(figure.choice())) {
                add("PECO-110", "has two figures for " + figure.choice(), "keep one of them");
            }
            if (!Double.isFinite(figure.value())) {
                add("PECO-104", "has the figure " + figure.value() + " for " + figure.choice(), "expected a number");
            }
        }
    }

    private void choices() {
        Set<String> known = new LinkedHashSet<>();
        axes().forEach(axis -> known.addAll(on(axis)));
        for (String choice : published.choices()) {
            List<Axis> axes = axesOf(choice);
            if (axes.isEmpty()) {
                add(
                        "PECO-117",
                        "mentions " + choice + ", which is not a choice of the study",
                        DidYouMean.hint(choice, known));
            } else if (axes.size() > 1) {
                add(
                        "PECO-117",
                        "mentions " + choice + ", which names components on several axes: " + words(axes),
                        "rename all but one of them");
            }
        }
    }

    private void order(String text) {
        List<Relation> relations = OrderText.relations(text);
        if (!OrderText.readable(text)) {
            add("PECO-118", "has an order that cannot be read: " + text, SIGNS);
        } else if (relations.isEmpty()) {
            add("PECO-118", "has an order of a single name: " + text.strip(), SIGNS);
        } else if (relations.stream().anyMatch(pair -> pair.first().equals(pair.second()))) {
            add("PECO-118", "has an order that compares a choice with itself: " + text, SIGNS);
        } else {
            Set<Axis> axes = relations.stream()
                    .flatMap(pair -> List.of(pair.first(), pair.second()).stream())
                    .map(this::axesOf)
                    .filter(found -> found.size() == 1)
                    .map(found -> found.get(0))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (axes.size() > 1) {
                add(
                        "PECO-118",
                        "has an order over several axes (" + words(axes) + "): " + text,
                        "the choices of an order are on one axis");
            }
        }
    }

    private static List<Axis> axes() {
        return List.of(Axis.ENCODER, Axis.TOKENIZER, Axis.PRETRAINING);
    }

    private List<Axis> axesOf(String choice) {
        return axes().stream().filter(axis -> on(axis).contains(choice)).toList();
    }

    private Set<String> on(Axis axis) {
        return names.getOrDefault(axis, Set.of());
    }

    private static String words(Collection<Axis> axes) {
        return axes.stream().map(Axis::key).collect(Collectors.joining(", "));
    }

    private void add(String code, String what, String remedy) {
        problems.add(new Problem(code, "published '" + published.source() + "' " + what, place, remedy));
    }
}
