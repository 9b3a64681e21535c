package io.peco4j.runtime.report;

import io.peco4j.runtime.record.StageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The stages that differ in their seed only.
 *
 * @param kind backbone, tokenizer, pretraining or task
 * @param component what they run
 * @param name what the study calls them
 * @param seeds the stages, at least one, in order of execution
 */
record StageGroup(String kind, String component, String name, List<StageRecord> seeds) {

    /** All groups, in the order of their first stage. */
    static List<StageGroup> of(Collection<StageRecord> stages) {
        Map<List<String>, List<StageRecord>> groups = new LinkedHashMap<>();
        for (StageRecord stage : stages) {
            List<String> group = List.of(
                    stage.stage().kind(),
                    stage.stage().component(),
                    stage.stage().name());
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(stage);
        }
        return groups.entrySet().stream()
                .map(entry -> new StageGroup(
                        entry.getKey().get(0),
                        entry.getKey().get(1),
                        entry.getKey().get(2),
                        entry.getValue()))
                .toList();
    }

    /** The groups by kind, in order. */
    static Map<String, List<StageGroup>> byKind(Collection<StageRecord> stages) {
        return of(stages).stream()
                .collect(Collectors.groupingBy(StageGroup::kind, LinkedHashMap::new, Collectors.toList()));
    }

    /** The heading for stages of a kind. */
    static String heading(String kind) {
        return switch (kind) {
            case "backbone" -> "Perceptual backbones";
            case "tokenizer" -> "Tokenizers";
            case "pretraining" -> "Pretraining";
            case "task" -> "Tasks";
            default -> kind.isEmpty() ? "Stages" : Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        };
    }
}
