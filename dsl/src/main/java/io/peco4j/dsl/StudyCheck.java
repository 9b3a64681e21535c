package io.peco4j.dsl;

import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.Written;
import io.peco4j.dsl.options.Origins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Collects what is wrong with the structure of one study. */
final class StudyCheck {
    /** Regular expression of a name. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
    private static final String NAME_RULE =
            "1 to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit";

    private final String place;
    private final Map<Axis, Set<String>> names = new EnumMap<>(Axis.class);
    private final List<Problem> problems = new ArrayList<>();

    /** @param place where the study begins; empty if unknown */
    StudyCheck(String place) {
        this.place = place;
    }

    void name(String name) {
        if (!WHOLE_NAME.matcher(name).matches()) {
            problems.add(new Problem("PECO-111", "the study's name '" + name + "' is malformed", place, NAME_RULE));
        }
    }

    /** Names must be well formed, and no component may have two names. */
    void axis(Axis axis, Map<String, ? extends Component<?>> components) {
        entries(axis, components, Function.identity());
    }

    /** The same component on another tokenizer is another pretraining; tokenizers are checked before. */
    void pretrainings(Map<String, StudyPretraining> pretrainings) {
        entries(Axis.PRETRAINING, pretrainings, StudyPretraining::component);
        Set<String> tokenizers = names.getOrDefault(Axis.TOKENIZER, Set.of());
        pretrainings.forEach((name, pretraining) -> {
            ConfigValue option = pretraining.component().options().root().get(StudyPretraining.TOKENIZER);
            if (option != null) {
                problems.add(
                        new Problem(
                                "PECO-137",
                                "pretraining." + name + " has its tokenizer among its options",
                                Origins.place(option),
                                "name it beside the pretraining:  .pretraining(\"a-name\", a pretraining, \"a tokenizer's name\")"));
            }
            String bound = pretraining.tokenizer();
            if (bound != null && !tokenizers.contains(bound)) {
                problems.add(new Problem(
                        "PECO-127",
                        "pretraining." + name + " learns from the tokenizer " + bound + ", which is not in the study",
                        Written.place(pretraining.component()),
                        tokenizers.isEmpty()
                                ? "add the tokenizer under this name"
                                : DidYouMean.hint(bound, tokenizers)));
            }
        });
    }

    /** There must be one; the same component on different data is another task. */
    void tasks(Map<String, StudyTask> tasks) {
        entries(Axis.TASK, tasks, StudyTask::component);
        tasks.forEach((name, task) -> data("task." + name, task));
        if (tasks.isEmpty()) {
            problems.add(
                    new Problem("PECO-102", "the study has no task", place, "add at least one, such as linear-probe"));
        }
    }

    private void data(String name, StudyTask task) {
        ConfigValue option = task.component().options().root().get(StudyTask.DATA);
        if (option != null) {
            problems.add(new Problem(
                    "PECO-137",
                    name + " has its data set among its options",
                    Origins.place(option),
                    "name it beside the task:  .task(\"a-name\", a task, a data set)"));
        }
        Component<Dataset> data = task.data();
        if (data != null && ComponentKind.of(data) != ComponentKind.DATASET) {
            problems.add(new Problem(
                    "PECO-108",
                    name + ".data is a " + ComponentKind.of(data).word(),
                    Written.place(data),
                    "expected: " + ComponentKind.DATASET.word()));
        }
    }

    private <E> void entries(Axis axis, Map<String, ? extends E> entries, Function<E, Component<?>> named) {
        names.put(axis, entries.keySet());
        Map<E, String> seen = new HashMap<>();
        entries.forEach((name, entry) -> {
            Component<?> component = named.apply(entry);
            String where = Written.place(component);
            if (!WHOLE_NAME.matcher(name).matches()) {
                problems.add(new Problem(
                        "PECO-111", "the name of " + axis.key() + " '" + name + "' is malformed", where, NAME_RULE));
            }
            if (ComponentKind.of(component) != axis.kind()) {
                problems.add(new Problem(
                        "PECO-108",
                        axis.key() + "." + name + " is a "
                                + ComponentKind.of(component).word(),
                        where,
                        "expected: " + axis.key()));
            }
            String twin = seen.putIfAbsent(entry, name);
            if (twin != null) {
                problems.add(new Problem(
                        "PECO-110",
                        axis.key() + "." + name + " is the same as " + axis.key() + "." + twin,
                        where,
                        "a comparison needs different components; to see the noise, add seeds"));
            }
        });
    }

    void data(boolean given) {
        if (!given) {
            problems.add(new Problem("PECO-102", "the study has no data", place, "add one, such as image-folder"));
        }
    }

    void seeds(List<Long> seeds) {
        if (seeds.isEmpty()) {
            problems.add(new Problem("PECO-102", "the study has no seed", place, "add at least one, such as 0"));
        }
        Set<Long> seen = new HashSet<>();
        for (long seed : seeds) {
            if (!seen.add(seed)) {
                problems.add(new Problem("PECO-110", "duplicate seed " + seed, place, "seeds must differ"));
            }
        }
    }

    /** Its names must be those of the axes, which come first. */
    void published(Published published, String where) {
        problems.addAll(PublishedCheck.of(names, published, where));
    }

    /** The problem of a name that an axis has already, or of data that are given twice. */
    static Problem twice(String what, String where, String remedy) {
        return new Problem("PECO-110", "duplicate " + what, where, remedy);
    }

    /** In the order of their discovery. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
