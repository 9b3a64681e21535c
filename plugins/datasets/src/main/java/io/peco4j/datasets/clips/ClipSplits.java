package io.peco4j.datasets.clips;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Selection;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clips of a data set by split.
 *
 * @param notes how they were found
 */
record ClipSplits(List<String> classes, List<ClipSplit> splits, List<String> notes) {
    /** @throws InvalidInputException with all that is wrong */
    static ClipSplits read(ClipLayout layout, ClipsDataset.Options options) {
        ClipProblems problems = new ClipProblems();
        Map<String, Listing> listings = new LinkedHashMap<>();
        layout.splits().keySet().forEach(split -> listings.put(split, layout.read(split, problems)));
        listings.forEach((split, listing) -> {
            if (listing.clips().isEmpty() && !problems.any()) {
                problems.add(nothing(layout.splits().getOrDefault(split, layout.root()), listing));
            }
        });
        problems.check();
        Map<String, List<ListedClip>> listed = new LinkedHashMap<>();
        listings.forEach((split, listing) -> listed.put(split, listing.clips()));
        List<ListedClip> train = listed.getOrDefault(Dataset.TRAIN, List.of());
        ClipClasses classes = layout.classes()
                .map(file -> ClipClassFile.read(file, problems))
                .orElseGet(() -> ClipClasses.of(Objects.requireNonNull(listings.get(Dataset.TRAIN)), problems));
        Map<String, ClipFiles> files = new LinkedHashMap<>();
        listed.forEach((split, clips) ->
                files.put(split, ClipFiles.of(clips, classes, options.missing(), options.corrupt(), problems)));
        twice(train, listed.getOrDefault(Dataset.VALIDATION, List.of()), problems);
        problems.check();
        List<ClipSplit> splits = splits(files, options);
        return new ClipSplits(
                classes.names(),
                splits,
                ClipNotes.lines(layout, classes, listings.values(), files, options.validation()));
    }

    private static List<ClipSplit> splits(Map<String, ClipFiles> files, ClipsDataset.Options options) {
        Map<String, List<ClipFile>> parts = new LinkedHashMap<>();
        files.forEach((split, found) -> parts.put(split, found.clips()));
        List<ClipSplit> splits = new ArrayList<>();
        Selection.chosen(parts, ClipFile::name, ClipFile::label, options.validation(), options.limit())
                .forEach((split, clips) -> splits.add(new ClipSplit(split, clips)));
        splits.stream().filter(split -> split.clips().isEmpty()).findFirst().ifPresent(empty -> {
            throw new InvalidInputException(new Problem(
                    "PECO-280",
                    "no clip of " + empty.name() + " is there",
                    "data.path",
                    "check the paths of the list"));
        });
        return List.copyOf(splits);
    }

    private static void twice(List<ListedClip> train, List<ListedClip> val, ClipProblems problems) {
        Set<Path> trained = train.stream().map(ListedClip::whole).collect(Collectors.toSet());
        val.stream()
                .filter(clip -> trained.contains(clip.whole()))
                .forEach(clip -> problems.addRow(new Problem(
                        "PECO-287",
                        clip.name() + " is trained on, too",
                        clip.where(),
                        "take it off one of the lists")));
    }

    private static Problem nothing(Path source, Listing listing) {
        String others = FolderTree.inWords(listing.others());
        return new Problem(
                "PECO-280",
                source + " has no clip"
                        + (others.isEmpty()
                                ? ""
                                : ": looked for " + String.join(" ", ClipFolder.extensions()) + ", found " + others),
                "data.path",
                "a list with a path and a label a line, or a folder with a folder of videos for each class");
    }
}
