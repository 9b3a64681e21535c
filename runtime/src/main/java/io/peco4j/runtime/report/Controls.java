package io.peco4j.runtime.report;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.StageOptions;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The controls among the choices of pretraining.
 *
 * @param untrained those that train nothing; a framework that trains, and is given no epoch, is none of them: it may
 *     judge the weights of a file
 * @param labelled those that train with labels
 */
public record Controls(Set<String> untrained, Set<String> labelled) {
    /** The axis. */
    static final String PRETRAINING = "pretraining";

    /** Where nothing is known of stages. */
    static final Controls NONE = new Controls(Set.of(), Set.of());

    private static final String BETWEEN = " / ";

    public Controls {
        untrained = Set.copyOf(untrained);
        labelled = Set.copyOf(labelled);
    }

    /** Those of a run. */
    public static Controls of(RunRecord run) {
        return new Controls(
                choices(run, stage -> stage.steps() == 0 && stage.parameters() == 0),
                choices(run, stage -> StageOptions.learnFromLabels(stage.options())));
    }

    private static Set<String> choices(RunRecord run, Predicate<StageRecord> which) {
        return run.stages().stream()
                .filter(stage -> stage.stage().kind().equals(PRETRAINING))
                .filter(which)
                .map(stage -> choice(stage.stage()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The study's name of the pretraining, the last part of the stage's. */
    private static String choice(StageInfo stage) {
        String name = stage.name();
        return name.substring(name.lastIndexOf(BETWEEN) < 0 ? 0 : name.lastIndexOf(BETWEEN) + BETWEEN.length());
    }

    /** A choice as a sentence has it: {@code the control, none}. */
    String words(String choice) {
        return untrained.contains(choice)
                ? "the control, " + choice
                : labelled.contains(choice) ? "the control with labels, " + choice : choice + " pretraining";
    }
}
