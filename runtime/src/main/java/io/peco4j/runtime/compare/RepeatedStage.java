package io.peco4j.runtime.compare;

import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.FileRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a run and the same stage done again.
 *
 * @param recorded of the first run
 * @param again null if it was not finished
 */
public record RepeatedStage(StageRecord recorded, @Nullable StageRecord again) {
    /** Parts of a stage's options that a study says; the rest follows from others and from the program. */
    private static final List<String> CHOSEN = List.of("component.", "encoder.", "files.", "seed");

    private static final String VERSION = ".version";

    /** How alike they are. */
    public enum Likeness {
        /** Every file of the artifact has the same bytes, and every score and curve the same values. */
        SAME_BYTES,
        /** Scores are the same, and some files are not, or the record does not know its files. */
        SAME_SCORES,
        /** There are no scores, and some files are not the same, or the record does not know its files. */
        OTHER_BYTES,
        /** A score is another one, or was computed on one side only. */
        DIFFERENT,
        /** It was not finished the second time. */
        MISSING
    }

    /** How alike they are. */
    public Likeness likeness() {
        if (again == null) {
            return Likeness.MISSING;
        }
        if (!recorded.scores().equals(again.scores())) {
            return Likeness.DIFFERENT;
        }
        if (knowsItsFiles() && otherFiles().isEmpty() && recorded.curves().equals(again.curves())) {
            return Likeness.SAME_BYTES;
        }
        return recorded.scores().isEmpty() ? Likeness.OTHER_BYTES : Likeness.SAME_SCORES;
    }

    /** Whether the record has digests of files; those of early versions have none. */
    public boolean knowsItsFiles() {
        return again == null || !recorded.files().isEmpty() || again.files().isEmpty();
    }

    /** Names of files that have other bytes, or are on one side only. */
    public List<String> otherFiles() {
        Map<String, String> before = digests(recorded);
        Map<String, String> after = again == null ? Map.of() : digests(again);
        List<String> others = new ArrayList<>();
        before.forEach((file, digest) -> {
            if (!digest.equals(after.get(file))) {
                others.add(file);
            }
        });
        after.keySet().stream().filter(file -> !before.containsKey(file)).forEach(others::add);
        return others;
    }

    /** Options, and contents of files that they name, that were otherwise when it was made again. */
    public List<Change> otherOptions() {
        return again == null
                ? List.of()
                : Change.between(Change.settings(recorded.options()), Change.settings(again.options())).stream()
                        .filter(change -> CHOSEN.stream().anyMatch(change.what()::startsWith))
                        .filter(change -> !change.what().endsWith(VERSION))
                        .toList();
    }

    /** What was otherwise when it was made again. */
    public List<Change> causes() {
        return again == null ? List.of() : Change.between(recorded.provenance(), again.provenance());
    }

    private static Map<String, String> digests(StageRecord stage) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (FileRecord file : stage.files()) {
            digests.put(file.file(), file.sha256());
        }
        return digests;
    }
}
