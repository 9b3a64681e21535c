package io.peco4j.runtime.compare;

import io.peco4j.runtime.compare.RepeatedStage.Likeness;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run came out as it is recorded.
 *
 * @param stages of the recorded run, in order of execution
 */
public record Reproduction(List<RepeatedStage> stages) {
    public Reproduction {
        stages = List.copyOf(stages);
    }

    /**
     * Pairs the stages of a run with those of its repetition, by kind, name and seed: keys differ with the version of
     * the program.
     */
    public static Reproduction of(RunRecord recorded, RunRecord again) {
        Map<List<String>, StageRecord> repeated = new HashMap<>();
        again.stages().forEach(stage -> repeated.put(identity(stage.stage()), stage));
        return new Reproduction(recorded.stages().stream()
                .map(stage -> new RepeatedStage(stage, repeated.get(identity(stage.stage()))))
                .toList());
    }

    private static List<String> identity(StageInfo stage) {
        return List.of(stage.kind(), stage.name(), Long.toString(stage.seed()));
    }

    /** Whether everything is the same to the byte. */
    public boolean isExact() {
        return stages.stream().allMatch(stage -> stage.likeness() == Likeness.SAME_BYTES);
    }

    /** How many stages are so alike. */
    public long count(Likeness likeness) {
        return stages.stream().filter(stage -> stage.likeness() == likeness).count();
    }

    /** The first stage that is not the same to the byte: those that build on it differ because of it. */
    public Optional<RepeatedStage> firstDifference() {
        return stages.stream()
                .filter(stage -> stage.likeness() != Likeness.SAME_BYTES)
                .findFirst();
    }
}
