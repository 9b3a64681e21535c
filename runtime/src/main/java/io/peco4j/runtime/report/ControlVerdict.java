package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What beats the control, a pretraining that trained nothing. Where none does, the study cannot judge the differences
 * between the others.
 */
final class ControlVerdict {
    /** The axis. */
    static final String PRETRAINING = "pretraining";

    private static final String BETWEEN = " / ";

    private ControlVerdict() {}

    /** A sentence for each main score; empty if there is no control, nothing beside it, or one seed alone. */
    static List<String> of(RunRecord run, Comparison comparison) {
        List<String> choices = comparison.choices().getOrDefault(PRETRAINING, List.of());
        Set<String> untrained = comparison.controls();
        Optional<String> control = choices.stream().filter(untrained::contains).findFirst();
        if (control.isEmpty()) {
            return List.of();
        }
        List<String> others =
                choices.stream().filter(each -> !untrained.contains(each)).toList();
        Differences differences = new Differences(run.cells(), comparison.looks());
        List<String> sentences = new ArrayList<>();
        for (Column column : comparison.main()) {
            List<Difference> measured = others.stream()
                    .flatMap(other -> differences.between(PRETRAINING, control.get(), other, column).stream())
                    .filter(each -> each.noise() != Noise.UNKNOWN && each.noise() != Noise.NOT_A_NUMBER)
                    .toList();
            if (!measured.isEmpty()) {
                sentences.add(sentence(control.get(), column, measured));
            }
        }
        return List.copyOf(sentences);
    }

    /** The choices of pretraining that train nothing. */
    static Set<String> untrained(RunRecord run) {
        return run.stages().stream()
                .filter(stage -> stage.stage().kind().equals(PRETRAINING) && stage.steps() == 0)
                .map(ControlVerdict::choice)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String sentence(String control, Column column, List<Difference> measured) {
        List<String> beat = measured.stream()
                .filter(each -> each.noise() == Noise.MORE_THAN_THE_NOISE)
                .filter(each -> column.prefers(each.change().mean(), 0))
                .map(Difference::choice)
                .toList();
        String by = " " + control + ", the control, which trains nothing, by more than the noise in " + column.task()
                + " (" + column.score() + ")";
        if (beat.isEmpty()) {
            return "No pretraining beats" + by + ": this study cannot judge the differences between them.";
        }
        if (measured.size() == 1) {
            return "Pretraining with " + beat.get(0) + " beats" + by + ".";
        }
        return subject(beat.size(), measured.size()) + by + ": " + String.join(", ", beat) + ".";
    }

    private static String subject(int beat, int measured) {
        if (beat == measured) {
            return beat == 2 ? "Both pretrainings beat" : "All " + measured + " pretrainings beat";
        }
        return "Of " + measured + " pretrainings, " + beat + (beat == 1 ? " beats" : " beat");
    }

    /** The study's name of the pretraining, the last part of the stage's. */
    private static String choice(StageRecord stage) {
        String name = stage.stage().name();
        return name.substring(name.lastIndexOf(BETWEEN) < 0 ? 0 : name.lastIndexOf(BETWEEN) + BETWEEN.length());
    }
}
