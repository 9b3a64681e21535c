package io.peco4j.runtime.compare;

import io.peco4j.runtime.compare.RepeatedStage.Likeness;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
     * Pairs the stages of a run with those of its repetition: by their keys, and, as these differ with the version of
     * the program, by kind, name and seed. Old records have different stages under one name, which are paired in order.
     */
    public static Reproduction of(RunRecord recorded, RunRecord again) {
        List<StageRecord> stages = recorded.stages();
        List<StageRecord> left = new ArrayList<>(again.stages());
        Map<String, StageRecord> pairs = new HashMap<>();
        pair(stages, left, StageInfo::key, pairs);
        pair(stages, left, Reproduction::identity, pairs);
        pair(twins(stages), left, Reproduction::withoutName, pairs);
        return new Reproduction(stages.stream()
                .map(stage -> new RepeatedStage(stage, pairs.get(stage.stage().key())))
                .toList());
    }

    /**
     * Gives each stage that has no partner the first one that is left and alike.
     *
     * @param left of the repetition; loses those that are taken
     * @param pairs by the key of the recorded stage
     */
    private static void pair(
            List<StageRecord> stages,
            List<StageRecord> left,
            Function<StageInfo, Object> alike,
            Map<String, StageRecord> pairs) {
        Map<Object, Deque<StageRecord>> found = new HashMap<>();
        left.forEach(stage -> found.computeIfAbsent(alike.apply(stage.stage()), any -> new ArrayDeque<>())
                .add(stage));
        for (StageRecord stage : stages) {
            Deque<StageRecord> partners = found.get(alike.apply(stage.stage()));
            if (partners != null
                    && !partners.isEmpty()
                    && !pairs.containsKey(stage.stage().key())) {
                pairs.put(stage.stage().key(), partners.remove());
            }
        }
        left.removeAll(Set.copyOf(pairs.values()));
    }

    /** Those that share kind, name and seed with another one; the program that repeats them may name them otherwise. */
    private static List<StageRecord> twins(List<StageRecord> stages) {
        Map<List<String>, Long> counts =
                stages.stream().collect(Collectors.groupingBy(stage -> identity(stage.stage()), Collectors.counting()));
        return stages.stream()
                .filter(stage -> counts.getOrDefault(identity(stage.stage()), 0L) > 1)
                .toList();
    }

    private static List<String> identity(StageInfo stage) {
        return List.of(stage.kind(), stage.name(), Long.toString(stage.seed()));
    }

    private static List<String> withoutName(StageInfo stage) {
        return List.of(stage.kind(), stage.component(), Long.toString(stage.seed()));
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
