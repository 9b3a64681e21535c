package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What beats the control, a pretraining that trains nothing. Where none does, the study cannot judge the differences
 * between the others. Training with labels is a control, too: it shows what the labels alone are worth, and that it
 * beats the other control says nothing of pretrainings.
 */
final class ControlVerdict {
    private ControlVerdict() {}

    /**
     * A sentence for each main score, those first by which nothing beats the control; empty if there is no control,
     * nothing beside it, or one seed alone.
     */
    static List<String> of(RunRecord run, Comparison comparison) {
        List<String> choices = comparison.choices().getOrDefault(Controls.PRETRAINING, List.of());
        Controls controls = comparison.controls();
        Optional<String> control =
                choices.stream().filter(controls.untrained()::contains).findFirst();
        if (control.isEmpty()) {
            return List.of();
        }
        Differences differences = new Differences(run.cells(), comparison.looks());
        List<String> beaten = new ArrayList<>();
        List<String> unbeaten = new ArrayList<>();
        for (Column column : comparison.main()) {
            Measured pretrainings = new Measured(column);
            Measured labels = new Measured(column);
            for (String choice : choices) {
                if (!controls.untrained().contains(choice)) {
                    (controls.labelled().contains(choice) ? labels : pretrainings)
                            .add(choice, differences.between(Controls.PRETRAINING, control.get(), choice, column));
                }
            }
            if (column.judges() && pretrainings.known() + labels.known() > 0) {
                Measured first = pretrainings.known() == 0 ? labels : pretrainings;
                (first.beat.isEmpty() ? unbeaten : beaten).add(sentence(control.get(), column, pretrainings, labels));
            }
        }
        unbeaten.addAll(beaten);
        return List.copyOf(unbeaten);
    }

    /** Choices that were compared with the control by one score. */
    private static final class Measured {
        private final Column column;
        private final List<String> beat = new ArrayList<>();
        private final List<String> not = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        Measured(Column column) {
            this.column = column;
        }

        void add(String choice, Optional<Difference> difference) {
            Noise noise = difference.map(Difference::noise).orElse(Noise.UNKNOWN);
            if (noise == Noise.MORE_THAN_THE_NOISE
                    && column.prefers(difference.orElseThrow().change().mean(), 0)) {
                beat.add(choice);
            } else if (noise == Noise.MORE_THAN_THE_NOISE || noise == Noise.WITHIN_THE_NOISE) {
                not.add(choice);
            } else {
                unknown.add(choice);
            }
        }

        int known() {
            return beat.size() + not.size();
        }
    }

    private static String sentence(String control, Column column, Measured pretrainings, Measured labels) {
        String by = " " + control + ", the control, which trains nothing, by more than the noise in " + column.task()
                + " (" + column.score() + ")";
        List<String> clauses = new ArrayList<>();
        if (pretrainings.known() > 0) {
            clauses.add(pretrainings(pretrainings, by));
        }
        if (labels.known() > 0) {
            clauses.add(labels(labels, clauses.isEmpty() ? by : " it"));
        }
        List<String> unknown = new ArrayList<>(pretrainings.unknown);
        unknown.addAll(labels.unknown);
        if (!unknown.isEmpty()) {
            clauses.add("of " + list(unknown) + " it is not known, for want of seeds or of a figure that varies");
        }
        return String.join("; ", clauses) + ".";
    }

    private static String pretrainings(Measured measured, String by) {
        boolean one = measured.known() == 1;
        return measured.beat.isEmpty()
                ? "No pretraining beats" + by + ": by this score the study cannot judge "
                        + (one ? "pretraining" : "the differences between them")
                : subject(measured) + by + (one ? "" : ": " + list(measured.beat));
    }

    private static String labels(Measured measured, String by) {
        List<String> known = measured.beat.isEmpty() ? measured.not : measured.beat;
        return list(known) + ", the control with labels, " + (measured.beat.isEmpty() ? "does not beat" : "beats") + by;
    }

    private static String subject(Measured measured) {
        int beat = measured.beat.size();
        if (measured.known() == 1) {
            return "Pretraining with " + measured.beat.get(0) + " beats";
        }
        if (measured.not.isEmpty()) {
            return beat == 2 ? "Both pretrainings beat" : "All " + beat + " pretrainings beat";
        }
        return "Of " + measured.known() + " pretrainings, " + beat + (beat == 1 ? " beats" : " beat");
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
