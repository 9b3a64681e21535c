package io.peco4j.datasets.clips;

import java.util.List;
import java.util.SortedMap;

/**
 * The clips of a split as a list or a folder has them.
 *
 * @param clips in the order of the list, or of their names
 * @param folders whether their labels are the names of folders
 * @param others how many files of each extension lie among them and are no clips; of a folder alone
 */
record Listing(List<ListedClip> clips, boolean folders, SortedMap<String, Integer> others) {
    Listing {
        clips = List.copyOf(clips);
    }
}
