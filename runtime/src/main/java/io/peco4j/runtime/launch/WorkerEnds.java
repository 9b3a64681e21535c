package io.peco4j.runtime.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How the workers of a stage ended, in their order, and which of them is the reason. Used by one thread. */
final class WorkerEnds {
    private final Map<Integer, Integer> codes = new LinkedHashMap<>();

    void ended(int rank, int code) {
        codes.put(rank, code);
    }

    boolean has(int rank) {
        return codes.containsKey(rank);
    }

    int code(int rank) {
        return Objects.requireNonNull(codes.get(rank));
    }

    int size() {
        return codes.size();
    }

    /** Whether one of them ended because another one is gone. */
    boolean leftBehind() {
        return codes.containsValue(StageLostException.EXIT_CODE);
    }

    /** The first that ended neither because of another one nor, but for the worker 0, because it was done. */
    Optional<Integer> reason() {
        return codes.entrySet().stream()
                .filter(each ->
                        each.getValue() == 0 ? each.getKey() == 0 : each.getValue() != StageLostException.EXIT_CODE)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The first that ended without success, whatever the reason. */
    Optional<Integer> unsuccessful() {
        return codes.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
