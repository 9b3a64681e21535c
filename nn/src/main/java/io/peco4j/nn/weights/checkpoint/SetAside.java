package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what of a file cannot be read, those with one reason together. */
final class SetAside {
    private static final int NAMED = 3;

    private SetAside() {}

    /**
     * A sentence for each reason.
     *
     * @param reasons by name
     */
    static List<String> notes(Map<String, String> reasons) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        reasons.forEach((name, reason) ->
                names.computeIfAbsent(reason, key -> new ArrayList<>()).add(name));
        List<String> notes = new ArrayList<>();
        names.forEach((reason, members) ->
                notes.add("set aside " + some(members) + ", which " + (members.size() == 1 ? reason : plural(reason))));
        return notes;
    }

    /** Some names, and how many more there are. */
    static String some(List<String> names) {
        String some =
                String.join(", ", names.stream().limit(NAMED).map(Shown::of).toList());
        return names.size() > NAMED ? some + " and " + (names.size() - NAMED) + " more" : some;
    }

    private static String plural(String reason) {
        return reason.replaceFirst("^is an? ", "are each a ")
                .replaceFirst("^are each a (?=[aeiou])", "are each an ")
                .replaceFirst("^is ", "are ")
                .replaceFirst("^holds ", "hold ")
                .replaceFirst("^needs ", "need ");
    }
}
