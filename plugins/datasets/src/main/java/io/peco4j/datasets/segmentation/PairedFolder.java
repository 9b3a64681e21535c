package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.SeenFile;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.folder.PictureFile;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The pictures of a split and their maps, which have the same names but for endings.
 *
 * @param images the folder of pictures
 * @param maps the folder of maps
 * @param imageSuffix before the extension of pictures
 * @param mapSuffix before the extension of maps
 * @param pairs in the order of the pictures' names
 * @param withoutMap names of pictures
 * @param withoutPicture names of maps
 */
record PairedFolder(
        Path images,
        Path maps,
        String imageSuffix,
        String mapSuffix,
        List<MapPair> pairs,
        List<String> withoutMap,
        List<String> withoutPicture) {
    private static final String EXTENSION = ".png";

    /** Lists both folders. */
    static PairedFolder of(MapLayout layout, Path images, Path maps) {
        List<FolderTree.Found> found = FolderTree.of(maps, PictureFormat::named).files();
        String suffix = layout.mapSuffixes().stream()
                .filter(each -> found.stream().anyMatch(map -> key(map, each).isPresent()))
                .findFirst()
                .orElse(layout.mapSuffixes().get(0));
        Map<String, FolderTree.Found> left = new LinkedHashMap<>();
        found.forEach(map -> key(map, suffix).ifPresent(key -> left.put(key, map)));
        Map<String, FolderTree.Found> all = Map.copyOf(left);
        List<MapPair> pairs = new ArrayList<>();
        List<String> withoutMap = new ArrayList<>();
        String prefix = names(layout.root().relativize(images));
        for (FolderTree.Found picture :
                FolderTree.of(images, PictureFormat::named).files()) {
            String name = picture.name().substring(0, picture.name().lastIndexOf('.'));
            if (name.endsWith(layout.imageSuffix())) {
                String key =
                        name.substring(0, name.length() - layout.imageSuffix().length());
                FolderTree.Found map = all.get(key);
                left.remove(key);
                if (map == null) {
                    withoutMap.add(picture.name());
                } else {
                    pairs.add(new MapPair(
                            new PictureFile(
                                    picture.file(), picture.stamp(), prefix + picture.name(), OptionalInt.empty()),
                            new SeenFile(map.file(), map.stamp())));
                }
            }
        }
        return new PairedFolder(
                images,
                maps,
                layout.imageSuffix(),
                suffix,
                List.copyOf(pairs),
                List.copyOf(withoutMap),
                left.values().stream().map(FolderTree.Found::name).toList());
    }

    private static Optional<String> key(FolderTree.Found map, String suffix) {
        boolean isMap = map.name().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
        String name = map.name().substring(0, map.name().lastIndexOf('.'));
        return isMap && name.endsWith(suffix)
                ? Optional.of(name.substring(0, name.length() - suffix.length()))
                : Optional.empty();
    }

    private static String names(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return String.join("/", names) + "/";
    }

    /** What is wrong with it. */
    List<Problem> problems(Corrupt corrupt) {
        if (pairs.isEmpty() && withoutMap.isEmpty()) {
            return List.of(MapProblems.noPictures(images, imageSuffix));
        }
        List<Problem> problems = new ArrayList<>();
        if (!withoutMap.isEmpty() && (corrupt == Corrupt.FAIL || pairs.isEmpty())) {
            problems.add(MapProblems.withoutMap(images, maps, withoutMap, expected(withoutMap.get(0))));
        }
        if (!withoutPicture.isEmpty() && corrupt == Corrupt.FAIL) {
            problems.add(MapProblems.withoutPicture(maps, images, withoutPicture));
        }
        return problems;
    }

    /** The name of the map that a picture has to have. */
    private String expected(String picture) {
        String name = picture.substring(0, picture.lastIndexOf('.'));
        return name.substring(0, name.length() - imageSuffix.length()) + mapSuffix + EXTENSION;
    }
}
