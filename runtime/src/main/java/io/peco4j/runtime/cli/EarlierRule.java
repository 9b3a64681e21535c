package io.peco4j.runtime.cli;

import io.peco4j.dsl.Study;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.StudyHash;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rule by which an earlier run of the same study added seeds in the same folder: whatever number a later run is
 * asked for, spreads were looked at before.
 */
final class EarlierRule {
    private EarlierRule() {}

    /** That of an earlier run; empty if it had none, or if it ran another study. */
    static Optional<Stopping> of(RunRecord earlier, Study study) {
        String planned = StudyHash.of(study);
        return earlier.stopping().stream()
                .filter(rule -> planned.equals(rule.study().isEmpty() ? StudyHash.of(earlier.text()) : rule.study()))
                .findFirst();
    }

    /** What the record of an ordinary run gets: seeds that were added by their spread stay so. */
    static UnaryOperator<RunRecord> keeping(StudySession session) {
        return RunFolder.earlier(session.folder())
                .flatMap(earlier -> of(earlier, session.plan().study()))
                .<UnaryOperator<RunRecord>>map(rule -> run -> run.with(rule))
                .orElse(UnaryOperator.identity());
    }

    /** What the record of a repetition gets, wherever its data are: its seeds are those of the run that it repeats. */
    static UnaryOperator<RunRecord> repeating(RunRecord recorded, StudySession session) {
        String study = StudyHash.of(session.plan().study());
        return recorded.stopping().stream()
                .findFirst()
                .<UnaryOperator<RunRecord>>map(rule -> run -> run.with(rule.repeatedBy(study)))
                .orElse(UnaryOperator.identity());
    }
}
