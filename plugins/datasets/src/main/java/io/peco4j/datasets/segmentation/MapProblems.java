package io.peco4j.datasets.segmentation;

import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a folder of pictures and maps, said to the person whose folder it is. */
final class MapProblems {
    private static final int LISTED = 3;

    private MapProblems() {}

    static Problem noLayout(SegmentationFolderDataset.Options options, FolderTree tree) {
        String wanted = options.images().isEmpty() && options.maps().isEmpty()
                ? "images and annotations, leftImg8bit and gtFine, or img_dir and ann_dir"
                : options.images().orElse("images") + " and " + options.maps().orElse("annotations");
        return new Problem(
                "PECO-270",
                options.path() + " has no folders of pictures and of maps: looked for " + wanted + ", found "
                        + (tree.folders().isEmpty()
                                ? "no folders"
                                : some(List.copyOf(tree.folders().keySet()))),
                "",
                "name them:  images = \"...\", maps = \"...\"");
    }

    static Problem noPictures(Path folder, String suffix) {
        return new Problem(
                "PECO-270",
                folder + " has no pictures" + (suffix.isEmpty() ? "" : " whose names end with " + suffix),
                "",
                suffix.isEmpty() ? "add pictures" : "set  image-suffix  to what their names end with");
    }

    static Problem noSuchSplit(Path folder, String split) {
        return new Problem(
                "PECO-270",
                folder + " has no folder for the split " + split + ", which the pictures have",
                "",
                "name the folders of maps as those of the pictures");
    }

    static Problem classes(Path file, String what, String remedy) {
        return new Problem("PECO-271", what, file.toString(), remedy);
    }

    static Problem noClasses(Path expected) {
        return new Problem(
                "PECO-271",
                "nothing says which classes the numbers in the maps stand for",
                expected + " does not exist",
                "a file with a name a line,  class-list = \"classes.txt\",  or  names = [road, sky]");
    }

    static Problem ignoredClasses(List<String> which) {
        return new Problem(
                "PECO-274",
                (which.size() == 1 ? "a class has a number" : "classes have numbers") + " that ignore names: "
                        + some(which),
                "ignore",
                "leave the numbers of classes out of it, as in  ignore = [65535]");
    }

    static Problem wrongIgnore(int value) {
        return new Problem("PECO-274", "ignore = " + value + " is no number of a map", "ignore", "from 0 to 65535");
    }

    static Problem withoutMap(Path images, Path maps, List<String> names, String expected) {
        return new Problem(
                "PECO-272",
                names.size() + (names.size() == 1 ? " picture has" : " pictures have") + " no map in " + maps + ": "
                        + some(names) + ", expected as " + expected,
                images.toString(),
                "add the maps, or leave the pictures out with  corrupt = skip");
    }

    static Problem withoutPicture(Path maps, Path images, List<String> names) {
        return new Problem(
                "PECO-273",
                names.size() + (names.size() == 1 ? " map has" : " maps have") + " no picture in " + images + ": "
                        + some(names),
                maps.toString(),
                "add the pictures, or leave the maps out with  corrupt = skip");
    }

    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }
}
