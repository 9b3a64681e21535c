package io.peco4j.datasets.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The hash of a data set: SHA-256 over the splits, the names, the classes and every byte of the files. */
final class Contents {
    /** Raised when the same files are read to other pictures than before. */
    private static final String VERSION = "image-folder 2";

    private Contents() {}

    /** Reads all files, on the threads of the common pool. */
    static String fingerprint(List<String> classes, List<FileSplit> splits) {
        MessageDigest all = Digests.sha256();
        line(all, VERSION);
        classes.forEach(name -> line(all, "class " + name));
        for (FileSplit split : splits) {
            line(all, "split " + split.name());
            List<String> hashes = split.files().parallelStream()
                    .map(picture -> hash(picture.file()))
                    .toList();
            for (int i = 0; i < hashes.size(); i++) {
                PictureFile picture = split.files().get(i);
                line(all, picture.name() + " " + picture.label().orElse(-1) + " " + hashes.get(i));
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** A file that cannot be read has a hash too: whether that matters is known when its picture is asked for. */
    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(Digests.sha256().digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static void line(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
