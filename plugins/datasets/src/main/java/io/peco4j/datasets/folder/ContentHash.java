package io.peco4j.datasets.folder;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.SeenFile;
import io.peco4j.api.data.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * The hash of a data set: SHA-256 over lines of text, such as the names of splits and classes, of which some end with
 * the digest of a file. Lines have names below the data set's folder, not where the folder is. A file that cannot be
 * read counts, too: whether that matters is known when its picture is asked for.
 */
public final class ContentHash {
    private final MessageDigest all = Sha256.digest();
    private final ContentDigests digests;

    /** @param version the first line; raised when the same files are read to other examples than before */
    public ContentHash(String version, ContentDigests digests) {
        this.digests = digests;
        line(version);
    }

    /** Adds a line. */
    public void line(String text) {
        all.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a line for each file.
     *
     * @param lines as many as files; each is followed by a space and the file's digest
     */
    public void files(List<String> lines, List<Path> files) {
        ending(lines, digests.of(files));
    }

    /** The same for files that a search has looked at. */
    public void seen(List<String> lines, List<SeenFile> files) {
        ending(lines, digests.ofSeen(files));
    }

    private void ending(List<String> lines, List<String> hashes) {
        for (int i = 0; i < hashes.size(); i++) {
            line(lines.get(i) + " " + hashes.get(i));
        }
    }

    /** 64 hexadecimal digits; called once, at the end. */
    public String hex() {
        return Sha256.hex(all);
    }
}
