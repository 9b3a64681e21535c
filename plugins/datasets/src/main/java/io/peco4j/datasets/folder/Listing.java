package io.peco4j.datasets.folder;

import io.peco4j.nn.picture.PictureFormat;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lies in a folder and below: pictures by their extension, and a summary of everything else.
 *
 * <p>Names that begin with a dot are left out. Links are followed, once around at most.
 *
 * @param pictures paths relative to the folder with {@code /} between names, in the order of their characters
 * @param subfolders names of the folders directly below
 * @param folders number of folders, this one included
 * @param others number of files that are no pictures
 * @param otherExtensions the extensions of these
 */
record Listing(
        List<String> pictures,
        SortedSet<String> subfolders,
        int folders,
        int others,
        SortedSet<String> otherExtensions) {

    /** @throws IOException if a folder cannot be listed */
    static Listing of(Path folder) throws IOException {
        Visitor visitor = new Visitor(folder);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        Collections.sort(visitor.pictures);
        return new Listing(
                List.copyOf(visitor.pictures),
                visitor.subfolders,
                visitor.folders,
                visitor.others,
                visitor.otherExtensions);
    }

    /** Where pictures were looked for and what was there instead. */
    String search() {
        String looked = "looked for " + String.join(" ", PictureFormat.allExtensions()) + " in " + folders
                + (folders == 1 ? " folder" : " folders");
        if (others == 0) {
            return looked + ", found no files";
        }
        return looked + ", found " + others + (others == 1 ? " file" : " files") + " of other kinds ("
                + String.join(" ", otherExtensions) + ")";
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<String> pictures = new ArrayList<>();
        private final SortedSet<String> subfolders = new TreeSet<>();
        private final SortedSet<String> otherExtensions = new TreeSet<>();
        private int folders;
        private int others;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root) && hidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            folders++;
            if (root.equals(folder.getParent())) {
                subfolders.add(folder.getFileName().toString());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean toNothing = attributes.isSymbolicLink();
            if (hidden(file) || toNothing) {
                return FileVisitResult.CONTINUE;
            }
            if (PictureFormat.named(file)) {
                List<String> names = new ArrayList<>();
                root.relativize(file).forEach(name -> names.add(name.toString()));
                pictures.add(String.join("/", names));
            } else {
                others++;
                otherExtensions.add(extension(file));
            }
            return FileVisitResult.CONTINUE;
        }

        /** Links in circles and links to nothing are no loss; a folder that may not be read is. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            boolean link = failure instanceof FileSystemLoopException
                    || (failure instanceof NoSuchFileException && !file.equals(root));
            if (link || hidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private static boolean hidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private static String extension(Path file) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            return dot < 0 ? "none" : name.substring(dot).toLowerCase(Locale.ROOT);
        }
    }
}
