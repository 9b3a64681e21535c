package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.SeenFile;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.folder.PictureFile;
import io.peco4j.datasets.folder.SplitFolders;
import io.peco4j.datasets.pick.Selection;
import io.peco4j.nn.picture.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which pictures and maps belong to which split.
 *
 * @param maps of all pictures
 * @param splits pictures that have a map, in the order of their names
 * @param notes what a person should know of it
 */
record PairedSplits(Map<PictureFile, SeenFile> maps, Map<String, List<PictureFile>> splits, List<String> notes) {

    /**
     * Lists both folders.
     *
     * @throws InvalidInputException PECO-270, PECO-272, PECO-273, or what is wrong with the folders of splits
     */
    static PairedSplits of(MapLayout layout, SegmentationFolderDataset.Options options) {
        SplitFolders images = SplitFolders.of(layout.images());
        boolean whole = images.train().equals(images.root());
        Map<String, Path> folders = new LinkedHashMap<>();
        folders.put(Dataset.TRAIN, images.train());
        images.validation().ifPresent(folder -> folders.put(Dataset.VALIDATION, folder));

        Optional<SplitFolders> maps = whole ? Optional.empty() : Optional.of(SplitFolders.of(layout.maps()));
        List<Problem> problems = new ArrayList<>();
        Map<String, PairedFolder> paired = new LinkedHashMap<>();
        folders.forEach((split, folder) -> {
            Optional<Path> beside = whole ? Optional.of(alike(layout, folder)) : maps.flatMap(each -> of(each, split));
            if (beside.isEmpty()) {
                problems.add(MapProblems.noSuchSplit(layout.maps(), split));
                return;
            }
            PairedFolder pairs = PairedFolder.of(layout, folder, beside.get());
            problems.addAll(pairs.problems(options.corrupt()));
            paired.put(split, pairs);
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Map<PictureFile, SeenFile> all = new LinkedHashMap<>();
        Map<String, List<PictureFile>> splits = new LinkedHashMap<>();
        paired.forEach((split, pairs) -> {
            pairs.pairs().forEach(pair -> all.put(pair.picture(), pair.map()));
            splits.put(split, pairs.pairs().stream().map(MapPair::picture).toList());
        });
        Map<String, List<PictureFile>> limited =
                Selection.chosen(splits, PictureFile::name, PictureFile::label, options.validation(), options.limit());
        return new PairedSplits(all, limited, PairNotes.lines(layout, images, paired, options));
    }

    /** Maps lie as far below their folder as the pictures do, or in it. */
    private static Path alike(MapLayout layout, Path images) {
        Path below = layout.maps().resolve(layout.images().relativize(images));
        return Files.isDirectory(below) ? below : layout.maps();
    }

    private static Optional<Path> of(SplitFolders folders, String split) {
        return split.equals(Dataset.TRAIN)
                ? Optional.of(folders.train()).filter(folder -> !folder.equals(folders.root()))
                : folders.validation();
    }

    /** As splits of a data set. */
    List<MapSplit> splits(ClassList classes) {
        PictureReader reader = new PictureReader();
        List<MapSplit> made = new ArrayList<>();
        splits.forEach((name, files) -> made.add(new MapSplit(
                name,
                files.stream()
                        .map(file -> new MapPair(file, Objects.requireNonNull(maps.get(file))))
                        .toList(),
                classes,
                reader)));
        return List.copyOf(made);
    }
}
