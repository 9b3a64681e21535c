package io.peco4j.runtime.content;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;

/** The digest of a folder: of the names and the contents of all files in it and below. Links are followed. */
public final class FolderContents {
    private FolderContents() {}

    /**
     * SHA-256 over lines of digest, two blanks and path relative to the folder, sorted by path; in hexadecimal.
     *
     * @param digests of the files
     */
    public static String of(Path folder, ContentDigests digests) {
        TreeMap<String, Path> files = files(folder);
        List<String> contents = digests.of(List.copyOf(files.values()));
        MessageDigest digest = Sha256.digest();
        int index = 0;
        for (String name : files.keySet()) {
            digest.update((contents.get(index++) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.hex(digest);
    }

    /** Of a file its own digest, of a folder that of all that is in it. */
    public static String ofAny(Path fileOrFolder, ContentDigests digests) {
        return Files.isDirectory(fileOrFolder) ? of(fileOrFolder, digests) : digests.of(fileOrFolder);
    }

    private static TreeMap<String, Path> files(Path folder) {
        TreeMap<String, Path> files = new TreeMap<>();
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            files.put(name(folder, file), file);
                            return FileVisitResult.CONTINUE;
                        }

                        /** What cannot be read has a line too; a link in a circle adds nothing. */
                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure) {
                            if (!(failure instanceof FileSystemLoopException)) {
                                files.put(name(folder, file), file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String name(Path folder, Path file) {
        StringBuilder name = new StringBuilder();
        folder.relativize(file)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }
}
