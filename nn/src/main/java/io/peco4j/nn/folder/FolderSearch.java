package io.peco4j.nn.folder;

import io.peco4j.api.data.FileStamp;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RecursiveAction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search of a {@link FolderTree}. Folders are listed on the common pool: most of the time goes by while the system
 * looks at each file, which the walk of the JDK does on a single thread.
 */
final class FolderSearch {
    private final Path root;
    private final int depth;
    private final Predicate<String> wanted;
    private final List<FolderTree.Found> files = new ArrayList<>();
    private final SortedMap<String, Path> folders = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Integer>> others = new TreeMap<>();
    private final Map<Path, String> unreadable = new TreeMap<>();
    private int searched;

    /** @param depth how many levels of folders are listed; at least 1 */
    FolderSearch(Path root, int depth, Predicate<String> wanted) {
        this.root = root;
        this.depth = depth;
        this.wanted = wanted;
    }

    FolderTree run() {
        try {
            new Listing(
                            root,
                            "",
                            "",
                            Files.readAttributes(root, BasicFileAttributes.class)
                                    .fileKey(),
                            null)
                    .invoke();
        } catch (IOException e) {
            fail(root, e);
        }
        files.sort(Comparator.comparing(FolderTree.Found::name));
        return new FolderTree(
                List.copyOf(files),
                Collections.unmodifiableSortedMap(folders),
                searched,
                Collections.unmodifiableSortedMap(others),
                Collections.unmodifiableMap(unreadable));
    }

    /** Links to nothing, and files that go away meanwhile, are no loss; a folder that may not be read is. */
    private synchronized void fail(Path path, IOException failure) {
        if (!(failure instanceof NoSuchFileException) || path.equals(root)) {
            unreadable.put(
                    path,
                    failure instanceof AccessDeniedException
                            ? "access is denied"
                            : String.valueOf(failure.getMessage()));
        }
    }

    private synchronized void noteFolder(String name, Path folder) {
        Path before = folders.putIfAbsent(name, folder);
        if (before != null && !before.equals(folder)) {
            // Bytes that mean nothing in this locale: what they are read as is no name to tell folders by.
            unreadable.put(folder, "its name cannot be told from another one's in this locale: set LC_ALL=C.UTF-8");
        }
    }

    private synchronized void add(String top, List<FolderTree.Found> found, Map<String, Integer> otherFiles) {
        searched++;
        files.addAll(found);
        if (!otherFiles.isEmpty()) {
            SortedMap<String, Integer> counts = others.computeIfAbsent(top, key -> new TreeMap<>());
            otherFiles.forEach((extension, count) -> counts.merge(extension, count, Integer::sum));
        }
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "without extension" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** Lists a folder, and has others list those in it. */
    @SuppressWarnings("serial") // never serialized
    private final class Listing extends RecursiveAction {
        private final Path folder;
        private final String top;
        private final String prefix;
        private final @Nullable Object key;
        private final @Nullable Listing parent;
        private final int level;
        private final List<FolderTree.Found> found = new ArrayList<>();
        private final Map<String, Integer> otherFiles = new TreeMap<>();
        private final List<Listing> inner = new ArrayList<>();

        /**
         * A folder to list.
         *
         * @param top the folder directly below the root that it is in; empty for the root
         * @param prefix of the names of its files
         * @param key what the file system knows it by, null if there is no such thing
         */
        Listing(Path folder, String top, String prefix, @Nullable Object key, @Nullable Listing parent) {
            this.folder = folder;
            this.top = top;
            this.prefix = prefix;
            this.key = key;
            this.parent = parent;
            this.level = parent == null ? 1 : parent.level + 1;
        }

        @Override
        protected void compute() {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                try {
                    entries.forEach(this::entry);
                } catch (DirectoryIteratorException e) {
                    fail(folder, Objects.requireNonNull(e.getCause())); // it was listed in part
                }
                add(top, found, otherFiles);
            } catch (IOException e) {
                fail(folder, e);
            }
            invokeAll(inner);
        }

        private void entry(Path path) {
            String name = path.getFileName().toString();
            if (FolderTree.ignored(name)) {
                return;
            }
            try {
                if (!wanted.test(name) || !file(path, name)) {
                    other(path, name);
                }
            } catch (IOException e) {
                fail(path, e);
            }
        }

        /** Looks at a file once: its stamp is what its content will be known by. */
        private boolean file(Path path, String name) {
            try {
                return found.add(new FolderTree.Found(prefix + name, path, top, FileStamp.of(path)));
            } catch (IOException e) {
                return false; // a folder of such a name, or a link to nothing
            }
        }

        private void other(Path path, String name) throws IOException {
            BasicFileAttributes attributes = attributes(path);
            if (attributes.isDirectory()) {
                folder(path, name, attributes.fileKey());
            } else if (!attributes.isSymbolicLink()) { // which leads to nothing
                otherFiles.merge(extension(name), 1, Integer::sum);
            }
        }

        private void folder(Path path, String name, @Nullable Object innerKey) throws IOException {
            for (Listing above = this; above != null; above = above.parent) {
                if (innerKey == null ? Files.isSameFile(path, above.folder) : innerKey.equals(above.key)) {
                    return; // a link around
                }
            }
            if (parent == null) {
                noteFolder(name, path);
            }
            if (level < depth) {
                inner.add(new Listing(path, parent == null ? name : top, prefix + name + "/", innerKey, this));
            }
        }

        /** Those of what a link leads to; of a link to nothing, its own. */
        private static BasicFileAttributes attributes(Path path) throws IOException {
            try {
                return Files.readAttributes(path, BasicFileAttributes.class);
            } catch (IOException e) {
                return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
