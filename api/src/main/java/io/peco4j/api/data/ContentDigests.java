package io.peco4j.api.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Digests of what is in files. A data set's constructor may ask for one, and make its {@link Dataset#fingerprint()} of
 * them: the host remembers the digests of files that it has read before, reads others on several threads, and shows how
 * far it is.
 *
 * <p>A digest depends on the content alone, not on where the file lies or what it is called. Safe for several threads.
 */
@FunctionalInterface
public interface ContentDigests {
    /** Stands for the digest of a file that cannot be read. */
    String UNREADABLE = "unreadable";

    /**
     * The digests of files.
     *
     * @param files any number, such as all pictures of a split: one call for many files is faster than many calls
     * @return for each file in order its SHA-256, 64 hexadecimal digits in lower case, or {@link #UNREADABLE}
     */
    List<String> of(List<Path> files);

    /**
     * The same for files that were looked at, as by the search of a folder: the host does not look at them again, which
     * takes half as long where it remembers them all.
     */
    default List<String> ofSeen(List<SeenFile> files) {
        return of(files.stream().map(SeenFile::file).toList());
    }

    /** The digest of one file. */
    default String of(Path file) {
        return of(List.of(file)).get(0);
    }

    /** Reads every file at every call, on the calling thread, and remembers nothing: for tests, and without a host. */
    static ContentDigests plain() {
        return files -> files.stream().map(Sha256::ofFile).toList();
    }
}
