package io.peco4j.datasets.clips;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The hash of a data set of clips: SHA-256 over the splits, the names, the classes and every byte of the files. */
final class ClipHash {
    /** Raised when the same files are read to other frames than before. */
    private static final String VERSION = "clips 1";

    private ClipHash() {}

    /** Depends on names below the data set's folder, not on where that is. */
    static String of(List<String> classes, List<ClipSplit> splits, ContentDigests digests) {
        MessageDigest all = Sha256.digest();
        line(all, VERSION);
        classes.forEach(name -> line(all, "class " + name));
        for (ClipSplit split : splits) {
            line(all, "split " + split.name());
            List<String> hashes =
                    digests.of(split.clips().stream().map(ClipFile::file).toList());
            for (int i = 0; i < hashes.size(); i++) {
                ClipFile clip = split.clips().get(i);
                line(all, clip.name() + " " + clip.label() + " " + hashes.get(i));
            }
        }
        return Sha256.hex(all);
    }

    private static void line(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
