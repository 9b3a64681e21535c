package io.peco4j.api.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What can be known of a file without reading it: equal stamps of one path mean equal contents, if the file was not
 * written just before. Who searches a folder looks at its files anyway, and may hand the stamps to {@link
 * ContentDigests#ofSeen}.
 *
 * @param size in bytes
 * @param modified time of the last modification, in nanoseconds since 1970
 * @param inode number of the file in its file system; 0 where there is none
 */
public record FileStamp(long size, long modified, long inode) {
    /** Whether the usual file system has inodes; asking it each time takes as long as the stamp. */
    private static final boolean INODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** The coarsest clock of a file system that is in use: FAT counts by two seconds. */
    private static final Duration RESOLUTION = Duration.ofSeconds(2);

    /**
     * The stamp of a file; links are followed. Of the inode alone, without its device: the number of the latter may be
     * another one after each start of the system.
     *
     * @throws IOException if there is no such file, or it is a folder
     */
    public static FileStamp of(Path file) throws IOException {
        if (INODES && file.getFileSystem() == FileSystems.getDefault()) {
            Map<String, Object> found = Files.readAttributes(file, "unix:size,lastModifiedTime,ino,isDirectory");
            if (found.get("isDirectory") instanceof Boolean folder
                    && !folder
                    && found.get("size") instanceof Long size
                    && found.get("lastModifiedTime") instanceof FileTime modified
                    && found.get("ino") instanceof Long inode) {
                return new FileStamp(size, modified.to(TimeUnit.NANOSECONDS), inode);
            }
        } else {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isDirectory()) {
                return new FileStamp(found.size(), found.lastModifiedTime().to(TimeUnit.NANOSECONDS), 0);
            }
        }
        throw new IOException(file + " is no file");
    }

    /**
     * Whether a later change of the file is bound to change its stamp. Not so just after a change: within the
     * resolution of the clock another one leaves the time as it is.
     *
     * @param read when reading the file began
     */
    public boolean settledBefore(Instant read) {
        return modified < TimeUnit.SECONDS.toNanos(read.minus(RESOLUTION).getEpochSecond());
    }
}
