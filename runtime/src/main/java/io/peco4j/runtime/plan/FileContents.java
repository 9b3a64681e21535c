package io.peco4j.runtime.plan;

import io.peco4j.api.options.OptionsBinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is in the files that options name, such as weights: another content makes another stage, whatever the file is
 * called. Each file is read once.
 */
final class FileContents {
    private final Map<Path, String> hashes = new HashMap<>();

    /** The SHA-256 of each file, and the listing of each folder, that a component or what it nests names; what cannot be read is told by who needs it. */
    Map<String, String> of(Resolved component) {
        Map<String, String> found = new TreeMap<>();
        component
                .tree()
                .flatMap(part -> OptionsBinder.paths(part.options()).stream())
                .filter(Files::exists)
                .forEach(path -> found.put(path.toString(), hashes.computeIfAbsent(path, FileContents::any)));
        return found;
    }

    private static String any(Path path) {
        return Files.isDirectory(path) ? listing(path) : hash(path);
    }

    /** Of a folder the names and sizes count: it may hold more than anybody wants to read for a plan. */
    private static String listing(Path folder) {
        StringBuilder listing = new StringBuilder();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                listing.append(folder.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
        } catch (IOException | UncheckedIOException e) {
            return "unreadable";
        }
        return StageKey.of(listing.toString());
    }

    private static String hash(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
