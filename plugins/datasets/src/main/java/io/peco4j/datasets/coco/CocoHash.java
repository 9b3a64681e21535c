package io.peco4j.datasets.coco;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The hash of a data set: SHA-256 over its files of annotations, and names and bytes of the pictures that it takes. */
final class CocoHash {
    /** Raised when the same files are read to other examples than before. */
    private static final String VERSION = "coco 1";

    private CocoHash() {}

    /** Depends on names below the folder of the pictures, not on where the files are. */
    static String fingerprint(List<CocoSplit> splits, ContentDigests digests) {
        MessageDigest all = Sha256.digest();
        line(all, VERSION);
        for (CocoSplit split : splits) {
            line(all, "split " + split.name() + " " + digests.of(split.source().annotations()));
            List<String> hashes = digests.of(split.files());
            for (int i = 0; i < hashes.size(); i++) {
                line(all, split.pictures().get(i).name() + " " + hashes.get(i));
            }
        }
        return Sha256.hex(all);
    }

    private static void line(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
