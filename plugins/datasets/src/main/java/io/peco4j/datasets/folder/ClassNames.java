package io.peco4j.datasets.folder;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The classes of a data set, which are those of its training split.
 *
 * <p>The same letters may be written in two ways in Unicode, and file systems change one into the other: a name that is
 * written otherwise in another split means the same class.
 *
 * @param names in the order of their characters
 */
record ClassNames(List<String> names) {
    ClassNames {
        names = List.copyOf(names);
    }

    /** The index of a class; empty if it is none of these, or if two of them may be meant. */
    OptionalInt index(String name) {
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return OptionalInt.of(exact);
        }
        List<String> same = names.stream()
                .filter(known -> composed(known).equals(composed(name)))
                .toList();
        return same.size() == 1 ? OptionalInt.of(names.indexOf(same.get(0))) : OptionalInt.empty();
    }

    /** Names of which each is the others' but for case and Unicode's form: more than one class by mistake, mostly. */
    List<List<String>> alike() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        names.forEach(name -> groups.computeIfAbsent(composed(name).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(name));
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
