package io.peco4j.datasets.clips;

import io.peco4j.api.data.Dataset;
import io.peco4j.nn.folder.FolderTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a person should know of what was found, in at most four lines. */
final class ClipNotes {
    private static final int LISTED = 3;

    private ClipNotes() {}

    /**
     * The lines.
     *
     * @param listings of all splits
     * @param files by split
     * @param validation part of the clips that is kept where there is nothing for validation
     */
    static List<String> lines(
            ClipLayout layout,
            ClipClasses classes,
            Collection<Listing> listings,
            Map<String, ClipFiles> files,
            double validation) {
        List<String> lines = new ArrayList<>();
        boolean picked = !files.containsKey(Dataset.VALIDATION) && validation > 0;
        lines.add(layout.described() + (picked ? ", val picked from it by a hash of the names" : ""));
        List<String> left = new ArrayList<>();
        int missing = files.values().stream().mapToInt(ClipFiles::missing).sum();
        if (missing > 0) {
            left.add(missing + (missing == 1 ? " clip that does" : " clips that do") + " not exist");
        }
        left.addAll(layout.leftOut());
        SortedMap<String, Integer> others = new TreeMap<>();
        listings.forEach(listing ->
                listing.others().forEach((extension, count) -> others.merge(extension, count, Integer::sum)));
        if (!others.isEmpty()) {
            left.add(FolderTree.inWords(others));
        }
        if (!left.isEmpty()) {
            lines.add("left out: " + String.join("; ", left));
        }
        List<String> empty = classes.empty();
        if (!empty.isEmpty()) {
            lines.add("note: no clip for training has " + empty.size() + " of the labels from 0 to "
                    + (classes.names().size() - 1) + ": " + some(empty, ", "));
        }
        List<String> bad =
                files.values().stream().flatMap(found -> found.bad().stream()).toList();
        if (!bad.isEmpty()) {
            lines.add("note: clips that cannot be read are left out, such as " + some(bad, "; "));
        }
        return List.copyOf(lines);
    }

    static String some(List<String> names, String between) {
        String first = String.join(between, names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }
}
