package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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
    private static final List<String> ENCODERS = List.of(
            "backbone.",
            "encoder.",
            "base_encoder.",
            "encoder_q.",
            "online_encoder.",
            "visual.",
            "image_encoder.",
            "vision_model.");

    /** What training puts beside a network. */
    private static final Pattern BESIDE = Pattern.compile(
            "(?i)(optim\\w*|\\w*schedulers?|\\w*scaler|callbacks|loops|args|config|hyper_parameters)\\..*");

    /**
     * Finds the network among the names of a file.
     *
     * @param formats those that may be found
     * @return empty if none of them is there
     */
    static Optional<Unwrapping> find(Collection<String> names, List<CheckpointFormat> formats) {
        return find("", names, formats, 0);
    }

    /**
     * Our tensors.
     *
     * @param names those of the file
     * @param notes gets a sentence for whatever is left out
     * @return what each is made of
     */
    Map<String, List<Piece>> ours(Collection<String> names, List<String> notes) {
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        List<String> inner = new ArrayList<>(under(prefix, names).keySet());
        for (CheckpointFormat.Foreign foreign : format.foreign()) {
            int before = inner.size();
            inner.removeIf(new NameTest(foreign.names()));
            if (inner.size() < before) {
                leftOut.put(foreign.what(), before - inner.size());
            }
        }
        Map<String, List<Piece>> ours = new LinkedHashMap<>();
        format.naming()
                .toOurs(inner, notes)
                .forEach((name, pieces) -> ours.put(
                        name,
                        pieces.stream()
                                .map(piece -> piece.of(prefix + piece.origin()))
                                .toList()));
        leftOut.forEach((what, count) -> notes.add("left out " + what + ": " + Checkpoint.tensors(count)));
        return ours;
    }

    /** Which network of whose it is, in words; empty if it was not recognised. */
    String described() {
        return format.equals(Formats.PECO4J) ? "" : format.id() + " (" + variant + ")";
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
                String place = format.place().prefixes().stream()
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
        Optional<String> common = common(inner);
        return common.isPresent() && depth < DEEPEST
                ? find(
                        prefix + common.orElseThrow(),
                        under(common.orElseThrow(), inner).keySet(),
                        formats,
                        depth + 1)
                : Optional.empty();
    }

    /** What stands before each name of a network, whatever it is; tensors of the training aside. */
    private static Optional<String> common(Collection<String> names) {
        List<String> starts = names.stream()
                .filter(Predicate.not(new NameTest(BESIDE)))
                .map(name -> name.substring(0, name.indexOf('.') + 1))
                .distinct()
                .limit(2)
                .toList();
        return starts.size() == 1 && !starts.get(0).isEmpty() ? Optional.of(starts.get(0)) : Optional.empty();
    }

    private static Optional<String> wrapper(String prefix, Collection<String> names, List<String> wrappers) {
        for (String wrapper : wrappers) {
            String start = prefix + wrapper;
            if (names.stream().anyMatch(name -> name.startsWith(start))) {
                return Optional.of(wrapper);
            }
        }
        return Optional.empty();
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
