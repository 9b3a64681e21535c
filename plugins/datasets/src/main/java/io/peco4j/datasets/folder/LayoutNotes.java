package io.peco4j.datasets.folder;

import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was found in a folder, said in at most three lines.
 *
 * @param root that was named
 * @param folders where splits were found
 * @param train the pictures for training
 * @param scored those that scores are computed on, where a folder holds them
 */
record LayoutNotes(Path root, SplitFolders folders, ClassNames classes, Part train, Optional<Part> scored) {
    private static final int LISTED = 3;

    /** @param part of the pictures that is kept for validation where there is no folder for it */
    List<String> lines(double part) {
        List<String> lines = new ArrayList<>();
        lines.add(sources(part));
        String left = leftOut();
        if (!left.isEmpty()) {
            lines.add("left out: " + left);
        }
        String oddities = oddities();
        if (!oddities.isEmpty()) {
            lines.add("note: " + oddities);
        }
        return lines;
    }

    private String sources(double part) {
        String from = "train from " + (train.folder().equals(root) ? root : relative(train.folder()));
        if (scored.isPresent()) {
            boolean test = folders.validation().isEmpty();
            return from + ", val from " + relative(scored.get().folder())
                    + (test ? ", as there is no folder for validation" : "");
        }
        return from
                + (part == 0
                        ? ", no val"
                        : ", val picked from it by a hash of the names, as there is no folder for validation");
    }

    private String leftOut() {
        List<String> left = new ArrayList<>();
        folders.test()
                .filter(test -> scored.isEmpty() || !scored.get().folder().equals(test))
                .ifPresent(test -> left.add("folder " + relative(test)
                        + (folders.validation().isPresent() ? "" : ", whose classes are not those of training")));
        if (!folders.others().isEmpty()) {
            left.add((folders.others().size() == 1 ? "folder " : "folders ") + some(folders.others()));
        }
        int pictures = folders.beside().map(tree -> tree.files().size()).orElse(0);
        if (pictures > 0) {
            left.add(pictures + (pictures == 1 ? " picture" : " pictures") + " beside the folders");
        }
        SortedMap<String, Integer> files = new TreeMap<>(train.tree().allOthers());
        Stream.concat(scored.map(Part::tree).stream(), folders.beside().stream())
                .forEach(tree ->
                        tree.allOthers().forEach((extension, count) -> files.merge(extension, count, Integer::sum)));
        if (!files.isEmpty()) {
            left.add(FolderTree.inWords(files));
        }
        return String.join("; ", left);
    }

    private String oddities() {
        List<String> odd = new ArrayList<>();
        scored.ifPresent(part -> {
            List<String> absent = part.absent(classes);
            if (!absent.isEmpty()) {
                odd.add("val has no picture of " + absent.size() + " of the "
                        + classes.names().size() + " classes: " + some(absent));
            }
        });
        classes.alike()
                .forEach(group -> odd.add("the classes " + String.join(" and ", group)
                        + " differ only in case or in the form of their letters"));
        return String.join("; ", odd.subList(0, Math.min(LISTED, odd.size())));
    }

    private Path relative(Path folder) {
        return root.relativize(folder);
    }

    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }
}
