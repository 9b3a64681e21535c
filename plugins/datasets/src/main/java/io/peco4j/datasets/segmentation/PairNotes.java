package io.peco4j.datasets.segmentation;

import io.peco4j.datasets.folder.SplitFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was found in the folders of pictures and maps, in at most two lines. */
final class PairNotes {
    private PairNotes() {}

    static List<String> lines(
            MapLayout layout,
            SplitFolders images,
            Map<String, PairedFolder> paired,
            SegmentationFolderDataset.Options options) {
        List<String> from = new ArrayList<>();
        List<String> left = new ArrayList<>();
        paired.forEach((split, pairs) -> {
            from.add(split + " from " + layout.root().relativize(pairs.images()) + " and "
                    + layout.root().relativize(pairs.maps()));
            if (!pairs.withoutMap().isEmpty()) {
                left.add(pairs.withoutMap().size() + " of " + split + " without a map: "
                        + MapProblems.some(pairs.withoutMap()));
            }
            if (!pairs.withoutPicture().isEmpty()) {
                left.add(pairs.withoutPicture().size()
                        + (pairs.withoutPicture().size() == 1 ? " map of " : " maps of ") + split
                        + " without a picture: " + MapProblems.some(pairs.withoutPicture()));
            }
        });
        if (images.validation().isEmpty()) {
            from.add(
                    options.validation() == 0
                            ? "no val"
                            : "val picked from it by a hash of the names, as there is no folder for validation");
        }
        images.test().ifPresent(folder -> left.add("folder " + layout.root().relativize(folder)));
        images.others().forEach(folder -> left.add("folder " + folder));
        List<String> lines = new ArrayList<>(List.of(String.join(", ", from)));
        if (!left.isEmpty()) {
            lines.add("left out: " + String.join("; ", left));
        }
        return lines;
    }
}
