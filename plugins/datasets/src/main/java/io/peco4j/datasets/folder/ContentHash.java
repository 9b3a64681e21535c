package io.peco4j.datasets.folder;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The hash of a data set: SHA-256 over the splits, the names, the classes and every byte of the files. */
final class ContentHash {
    /** Raised when the same files are read to other pictures than before. */
    private static final String VERSION = "image-folder 2";

    private ContentHash() {}

    /**
     * Depends on names below the folder, not on where the folder is. A file that cannot be read counts, too: whether
     * that matters is known when its picture is asked for.
     */
    static String fingerprint(List<String> classes, List<FileSplit> splits, ContentDigests digests) {
        MessageDigest all = Sha256.digest();
        line(all, VERSION);
        classes.forEach(name -> line(all, "class " + name));
        for (FileSplit split : splits) {
            line(all, "split " + split.name());
            List<String> hashes =
                    digests.of(split.files().stream().map(PictureFile::file).toList());
            for (int i = 0; i < hashes.size(); i++) {
                PictureFile picture = split.files().get(i);
                line(all, picture.name() + " " + picture.label().orElse(-1) + " " + hashes.get(i));
            }
        }
        return Sha256.hex(all);
    }

    private static void line(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
