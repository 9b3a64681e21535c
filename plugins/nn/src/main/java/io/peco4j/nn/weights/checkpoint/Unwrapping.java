package io.peco4j.nn.weights.checkpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a file a network lies: within dictionaries and wrappers, each of which stands before its names.
 *
 * @param prefix what stands before the network's names
 * @param format under whose names it is
 * @param variant which network of the format
 */
record Unwrapping(String prefix, CheckpointFormat format, String variant) {
    private static final int DEEPEST = 6;

    /** Dictionaries of checkpoints, and what wrappers for several devices and compilers add; preferred ones first. */
    private static final List<String> WRAPPERS = List.of(
            "state_dict.",
            "model_state.",
            "model_state_dict.",
            "model.",
            "module.",
            "_orig_mod.",
            "teacher.",
            "student.",
            "model_ema.");

    /** Parts that hold an encoder; taken only where its names are recognised. */
    private static final List<String> ENCODERS = List.of("backbone.", "encoder.");

    /**
     * Finds the network among the names of a file.
     *
     * @param formats those that may be found
     * @return empty if none of them is there
     */
    static Optional<Unwrapping> find(Collection<String> names, List<CheckpointFormat> formats) {
        return find("", names, formats, 0);
    }

    /** What a tensor is called here; empty if it lies elsewhere or belongs to another network. */
    Optional<String> ours(String name) {
        String inner = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        boolean foreign = format.foreign().stream()
                .anyMatch(each -> each.names().matcher(inner).matches());
        return inner.isEmpty() || foreign ? Optional.empty() : Optional.of(Renaming.toOurs(inner, format.renamings()));
    }

    /** The names of a file, unrecognised, within its dictionaries. */
    static Unwrapping unrecognised(Collection<String> names) {
        String prefix = "";
        for (Optional<String> next = wrapper(prefix, names, WRAPPERS);
                next.isPresent()
                        && prefix.chars().filter(letter -> letter == '.').count() < DEEPEST;
                next = wrapper(prefix, names, WRAPPERS)) {
            prefix += next.orElseThrow();
        }
        return new Unwrapping(prefix, Formats.PECO4J, "not recognised");
    }

    /** @param inner the names behind the prefix, without it */
    private static Optional<Unwrapping> find(
            String prefix, Collection<String> inner, List<CheckpointFormat> formats, int depth) {
        for (CheckpointFormat format : formats) {
            Optional<CheckpointFormat.Variant> variant = format.recognise(inner);
            if (variant.isPresent()) {
                String place = format.prefixes().stream()
                        .filter(each -> inner.stream().anyMatch(name -> name.startsWith(each)))
                        .findFirst()
                        .orElse("");
                return Optional.of(new Unwrapping(
                        prefix + place, format, variant.orElseThrow().what()));
            }
        }
        for (List<String> kind : List.of(WRAPPERS, ENCODERS)) {
            for (String wrapper : kind) {
                Collection<String> within = under(wrapper, inner).keySet();
                if (depth < DEEPEST && !within.isEmpty()) {
                    Optional<Unwrapping> found = find(prefix + wrapper, within, formats, depth + 1);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrapper(String prefix, Collection<String> names, List<String> wrappers) {
        return wrappers.stream()
                .filter(wrapper -> names.stream().anyMatch(name -> name.startsWith(prefix + wrapper)))
                .findFirst();
    }

    /** The names behind a prefix, without it, with the whole ones. */
    static Map<String, String> under(String prefix, Collection<String> names) {
        Map<String, String> inner = new LinkedHashMap<>();
        for (String name : names) {
            if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), name);
            }
        }
        return inner;
    }
}
