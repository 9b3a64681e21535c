package io.peco4j.runtime.report;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order in which a study names its tasks and choices. The results of a run do not tell it: those that failed, or
 * are still to come, are not among them.
 *
 * @param tasks in order
 * @param byAxis the choices of each axis, in order
 */
record StudyOrder(List<String> tasks, Map<String, List<String>> byAxis) {
    /** Of a study whose text is not known: whatever appears first is first. */
    static final StudyOrder UNKNOWN = new StudyOrder(List.of(), Map.of());

    private static final String ENCODER = "encoder";
    private static final String TOKENIZER = "tokenizer";

    /** Cells of a task are laid out by these axes, the first one outermost. */
    private static final List<String> NESTED = List.of(ENCODER, Controls.PRETRAINING, TOKENIZER);

    /** The order in the text that the run's record has of its study; {@link #UNKNOWN} if it cannot be read. */
    static StudyOrder of(RunRecord run) {
        Study study;
        try {
            study = StudyFile.read(run.text(), run.study());
        } catch (InvalidInputException e) {
            return UNKNOWN;
        }
        return new StudyOrder(
                List.copyOf(study.tasks().keySet()),
                Map.of(
                        ENCODER,
                        List.copyOf(study.encoders().keySet()),
                        TOKENIZER,
                        List.copyOf(study.tokenizers().keySet()),
                        Controls.PRETRAINING,
                        List.copyOf(study.pretrainings().keySet())));
    }

    /** The choices of an axis; empty if they are not known. */
    List<String> choices(String axis) {
        return byAxis.getOrDefault(axis, List.of());
    }

    /** The cells as the study lays them out, those of one place in their order; last what it does not name. */
    List<Cell> sorted(List<Cell> cells) {
        Comparator<Cell> order = Comparator.comparingInt(cell -> rank(tasks, cell.task()));
        for (String axis : NESTED) {
            order = order.thenComparingInt(
                    cell -> rank(choices(axis), cell.axes().getOrDefault(axis, "")));
        }
        return cells.stream().sorted(order).toList();
    }

    private static int rank(List<String> names, String name) {
        int place = names.indexOf(name);
        return place < 0 ? names.size() : place;
    }
}
