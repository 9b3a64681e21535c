package io.peco4j.runtime.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder that peco4j writes to: whether it may, and has room.
 *
 * @param subject what the folder is for
 * @param folder need not exist yet
 * @param megabytes that should be free
 * @param remedy what to do where it may not
 */
record FolderCheck(String subject, Path folder, long megabytes, String remedy) implements Check {
    private static final long MEGA = 1L << 20;

    @Override
    public Finding look() {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.broken(folder.toAbsolutePath() + " cannot be written", remedy);
        }
        return room(existing);
    }

    private Finding room(Path existing) {
        try {
            long free = Files.getFileStore(existing).getUsableSpace() / MEGA;
            String what = String.format(Locale.ROOT, "%s, %,d MB free", folder.toAbsolutePath(), free);
            return free < megabytes
                    ? Finding.limited(what, "it should have " + megabytes + " MB: free some; or " + remedy)
                    : Finding.works(what);
        } catch (IOException e) {
            return Finding.limited(folder.toAbsolutePath() + ", free space unknown: " + e.getMessage(), remedy);
        }
    }
}
