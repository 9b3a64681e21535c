package io.peco4j.datasets.segmentation;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where pictures and maps are, and what their names end with.
 *
 * @param root the folder that both are in
 * @param images the folder of pictures
 * @param maps the folder of maps
 * @param imageSuffix before the extension of pictures; may be empty
 * @param mapSuffixes before the extension of maps; the first of which there are maps
 */
record MapLayout(Path root, Path images, Path maps, String imageSuffix, List<String> mapSuffixes) {
    private static final int DEEPEST = 4;

    private static final List<Known> KNOWN = List.of(
            new Known("images", "annotations", "", List.of("")),
            new Known("leftImg8bit", "gtFine", "_leftImg8bit", List.of("_gtFine_labelTrainIds", "_gtFine_labelIds")),
            new Known("img_dir", "ann_dir", "", List.of("")));

    /** A layout that needs no options. */
    private record Known(String images, String maps, String imageSuffix, List<String> mapSuffixes) {
        boolean isIn(FolderTree tree) {
            return tree.folders().containsKey(images) && tree.folders().containsKey(maps);
        }
    }

    /**
     * Looks in the folder, or in the only folder in it, as archives are often unpacked.
     *
     * @throws InvalidInputException PECO-270 if there are no two such folders
     */
    static MapLayout of(SegmentationFolderDataset.Options options) {
        Path root = options.path();
        FolderTree tree = FolderTree.directly(root, PictureFormat::named);
        Optional<Known> known = known(options, tree);
        for (int depth = 0; depth < DEEPEST && known.isEmpty() && tree.folders().size() == 1; depth++) {
            root = tree.folders().values().iterator().next();
            tree = FolderTree.directly(root, PictureFormat::named);
            known = known(options, tree);
        }
        if (known.isEmpty()) {
            FolderTree found = FolderTree.directly(options.path(), PictureFormat::named);
            throw new InvalidInputException(MapProblems.noLayout(options, found));
        }
        Known layout = known.get();
        return new MapLayout(
                root,
                root.resolve(layout.images()),
                root.resolve(layout.maps()),
                options.imageSuffix().orElse(layout.imageSuffix()),
                options.mapSuffix().map(List::of).orElse(layout.mapSuffixes()));
    }

    private static Optional<Known> known(SegmentationFolderDataset.Options options, FolderTree tree) {
        return KNOWN.stream()
                .map(each -> new Known(
                        options.images().orElse(each.images()),
                        options.maps().orElse(each.maps()),
                        each.imageSuffix(),
                        each.mapSuffixes()))
                .filter(each -> each.isIn(tree))
                .findFirst();
    }
}
