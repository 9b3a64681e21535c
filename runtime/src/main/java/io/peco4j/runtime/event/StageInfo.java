package io.peco4j.runtime.event;

import java.util.Set;

/**
 * A stage as people see it.
 *
 * @param key content hash of everything that determines its result, in hexadecimal
 * @param kind backbone, tokenizer, pretraining or task
 * @param component the id of the component that it runs
 * @param name what the study calls it, such as {@code perceptual} or {@code perceptual / beit / linear-probe}
 * @param seed the study's seed that it runs with
 */
public record StageInfo(String key, String kind, String component, String name, long seed) {
    private static final Set<String> COMPARED = Set.of("tokenizer", "pretraining");

    /** Whether a study compares what choices of a kind cost; backbones measure, and tasks differ by what they ask. */
    public static boolean areCompared(String kind) {
        return COMPARED.contains(kind);
    }
}
