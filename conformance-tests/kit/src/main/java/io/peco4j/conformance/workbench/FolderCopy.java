package io.peco4j.conformance.workbench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies of the files and folders that options name, which may be changed.
 *
 * @param roots the copies, by the keys of the options
 * @param beside copies of what is read beside them, where it lies beside them
 */
record FolderCopy(Map<String, Path> roots, List<Path> beside) {
    private static final int MOST_KINDS = 6;
    private static final Set<String> TEXTS = Set.of("json", "csv", "tsv", "txt");

    /**
     * Copies what options name.
     *
     * @param keys of the options
     * @param beside what is read beside them; that of other places is not copied
     * @param folder an empty one
     */
    static FolderCopy of(Config options, List<String> keys, List<Path> beside, Path folder) {
        Map<String, Path> roots = new LinkedHashMap<>();
        List<Path> copied = new ArrayList<>();
        for (String key : keys) {
            Path from = Path.of(options.getString(key));
            Path to = folder.resolve(Integer.toString(roots.size())).resolve(from.getFileName());
            copy(from, to);
            roots.put(key, to);
            Path around = from.toAbsolutePath().getParent();
            for (Path each : beside) {
                if (around != null && each.toAbsolutePath().startsWith(around) && Files.exists(each)) {
                    Path target = to.resolveSibling(
                            around.relativize(each.toAbsolutePath()).toString());
                    copy(each, target);
                    copied.add(target);
                }
            }
        }
        return new FolderCopy(roots, copied);
    }

    /** The options with the copies in place of the originals. */
    Config in(Config options) {
        Config copied = options;
        for (Map.Entry<String, Path> root : roots.entrySet()) {
            copied = copied.withValue(
                    root.getKey(), ConfigValueFactory.fromAnyRef(root.getValue().toString()));
        }
        return copied;
    }

    /**
     * What kinds of files there are, by the topmost folder that they are in and the ends of their names; a few at most.
     */
    List<String> kinds() {
        return files().stream()
                .map(this::kind)
                .distinct()
                .sorted()
                .limit(MOST_KINDS)
                .toList();
    }

    private Stream<Path> all() {
        return Stream.concat(roots.values().stream(), beside.stream());
    }

    /** Every file, the hidden ones left out. */
    List<Path> files() {
        return all().flatMap(root -> tree(root).stream())
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    /** Changes the file of a kind whose path is the last: a byte in its middle, of text a digit. */
    void alter(String kind) {
        Path last = files().stream()
                .filter(file -> kind(file).equals(kind))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        try {
            byte[] bytes = Files.readAllBytes(last);
            int at = TEXTS.contains(end(last)) ? digit(bytes) : bytes.length / 2;
            if (Character.isDigit(bytes[at])) {
                bytes[at] += (byte) (bytes[at] == '9' ? -1 : 1);
            } else {
                bytes[at] ^= 1;
            }
            Files.write(last, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int digit(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = bytes.length / 2; i < bytes.length; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return i;
            }
        }
        return bytes.length / 2;
    }

    private String kind(Path file) {
        Path below = all().filter(file::startsWith)
                .map(root -> root.relativize(file))
                .findFirst()
                .orElseThrow();
        return (below.getNameCount() > 1 ? below.getName(0) + "/" : "") + "*." + end(file);
    }

    private static String end(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Last file first, so that a folder that lists its files as they came lists others first. */
    private static void copy(Path from, Path to) {
        List<Path> files = new ArrayList<>(tree(from));
        Collections.reverse(files);
        try {
            for (Path each : files) {
                Path target = to.resolve(from.relativize(each)).normalize();
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> tree(Path root) {
        try {
            return FileTree.files(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
