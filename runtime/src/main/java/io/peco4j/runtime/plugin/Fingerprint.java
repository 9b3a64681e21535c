package io.peco4j.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        return hex(sha256().digest(lines.toString().getBytes(UTF_8)));
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
