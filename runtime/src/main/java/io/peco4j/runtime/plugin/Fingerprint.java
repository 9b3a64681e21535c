package io.peco4j.runtime.plugin;

import io.peco4j.api.data.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/** SHA-256 of the code of a plugin, in hexadecimal. */
final class Fingerprint {
    private Fingerprint() {}

    /**
     * Of one file: its SHA-256. Of several: that of the lines {@code hash, two blanks, file name}, which is what
     * {@code sha256sum *.jar | sha256sum} prints.
     */
    static String of(List<Path> files) throws IOException {
        if (files.size() == 1) {
            return ofFile(files.get(0));
        }
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            lines.append(ofFile(file)).append("  ").append(file.getFileName()).append('\n');
        }
        return Sha256.hex(lines.toString());
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest);
    }
}
