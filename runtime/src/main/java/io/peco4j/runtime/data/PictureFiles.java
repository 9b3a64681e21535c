package io.peco4j.runtime.data;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.folder.FolderTree;
import io.peco4j.nn.picture.PictureFormat;
import io.peco4j.nn.picture.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Picture files without classes, in the order of their names, as a single split.
 *
 * <p>Where unreadable files are skipped, such a file is read as one black pixel, so that rows keep their numbers, and
 * is among {@link #unreadable()} from then on. Safe to read from several threads.
 */
public final class PictureFiles implements Dataset {
    private static final String PICTURES =
            "a picture, or a folder of pictures: " + String.join(" ", PictureFormat.allExtensions());

    private final List<Item> items;
    private final boolean skip;
    private final PictureReader reader = new PictureReader();
    private final ConcurrentSkipListMap<Integer, String> unreadable = new ConcurrentSkipListMap<>();

    private record Item(String label, Path file) {}

    private PictureFiles(List<Item> items, Corrupt corrupt) {
        this.items = List.copyOf(items);
        this.skip = corrupt == Corrupt.SKIP;
    }

    /**
     * Looks for pictures. They are called by their names within a folder; where there are several paths, by these, too,
     * as folders may have pictures of the same names.
     *
     * @param paths files, whatever they are called, and folders, which are searched with all below them by extension
     * @throws InvalidInputException PECO-605 for all paths that lead to no picture
     */
    public static PictureFiles of(List<Path> paths, Corrupt corrupt) {
        List<Problem> problems = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                FolderTree tree = FolderTree.of(path, PictureFormat::named);
                String prefix = paths.size() > 1 ? prefix(path) : "";
                tree.files().forEach(found -> items.add(new Item(prefix + found.name(), found.file())));
                problem(path, tree).ifPresent(problems::add);
            } else if (Files.isRegularFile(path)) {
                items.add(new Item(path.toString(), path));
            } else {
                problems.add(problem("there is no such file or folder", path, PICTURES));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new PictureFiles(items, corrupt);
    }

    private static String prefix(Path folder) {
        String path = folder.toString();
        return path.endsWith("/") ? path : path + "/";
    }

    private static Optional<Problem> problem(Path path, FolderTree tree) {
        if (!tree.unreadable().isEmpty()) {
            Map.Entry<Path, String> first =
                    tree.unreadable().entrySet().iterator().next();
            return Optional.of(problem(
                    "a folder cannot be listed: " + first.getValue(),
                    first.getKey(),
                    "allow this user to read it, or move it elsewhere"));
        }
        if (!tree.files().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> others = tree.allOthers();
        return Optional.of(problem(
                "the folder holds no picture" + (others.isEmpty() ? "" : ", only " + FolderTree.inWords(others)),
                path,
                PICTURES));
    }

    private static Problem problem(String what, Path path, String remedy) {
        return new Problem("PECO-605", what, path.toString(), remedy);
    }

    /** So many at most, spread evenly over all. */
    public PictureFiles atMost(int count) {
        List<Item> some = new ArrayList<>();
        int kept = Math.min(count, items.size());
        for (int i = 0; i < kept; i++) {
            some.add(items.get((int) ((long) i * items.size() / kept)));
        }
        return new PictureFiles(some, skip ? Corrupt.SKIP : Corrupt.FAIL);
    }

    /**
     * All of them, decoded.
     *
     * @param remedy for one that cannot be read
     * @throws InvalidInputException PECO-250 for all that cannot be read
     */
    public List<RgbImage> decoded(String remedy) {
        List<RgbImage> pictures = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Item item : items) {
            try {
                pictures.add(reader.read(item.file()));
            } catch (UnreadableExampleException e) {
                problems.add(new Problem("PECO-250", String.valueOf(e.getMessage()), item.label(), remedy));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return pictures;
    }

    /** By row: why it was skipped. Complete once all rows have been read. */
    public Map<Integer, String> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    @Override
    public List<Split> splits() {
        return List.of(new AllFiles());
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Image.class;
    }

    @Override
    public String fingerprint() {
        return "";
    }

    /** All of them. */
    private final class AllFiles implements Split {
        @Override
        public String name() {
            return TRAIN;
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Example example(int index) {
            try {
                return new Example.Image(reader.read(items.get(index).file()));
            } catch (UnreadableExampleException e) {
                if (!skip) {
                    throw e;
                }
                unreadable.put(index, String.valueOf(e.getMessage()));
                return new Example.Image(new RgbImage(1, 1, new byte[3]));
            }
        }

        @Override
        public String label(int index) {
            return items.get(index).label();
        }
    }
}
