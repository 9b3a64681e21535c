package io.peco4j.nn.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The file formats that can be read. Folders are searched by extension, files are recognised by their first bytes. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
public enum PictureFormat {
    JPEG(List.of(".jpg", ".jpeg", ".jfif", ".jpe")),
    PNG(List.of(".png")),
    BMP(List.of(".bmp")),
    GIF(List.of(".gif")),
    WEBP(List.of(".webp")),
    TIFF(List.of(".tif", ".tiff"));

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final List<String> ALL_EXTENSIONS =
            Stream.of(values()).flatMap(format -> format.extensions.stream()).toList();

    private final List<String> extensions;

    PictureFormat(List<String> extensions) {
        this.extensions = extensions;
    }

    /** All extensions, each with its dot, in lower case. */
    public static List<String> allExtensions() {
        return ALL_EXTENSIONS;
    }

    /** Whether a file of that name, without folders, is read as a picture. */
    public static boolean named(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (String extension : ALL_EXTENSIONS) {
            if (name.endsWith(extension)) {
                return true;
            }
        }
        return false;
    }

    /** What the content says it is, whatever the file is called. */
    static Optional<PictureFormat> of(byte[] file) {
        return Stream.of(values()).filter(format -> format.begins(file)).findFirst();
    }

    private boolean begins(byte[] file) {
        return switch (this) {
            case JPEG -> has(file, 0, new byte[] {(byte) 0xff, (byte) 0xd8});
            case PNG -> has(file, 0, PNG_SIGNATURE);
            case BMP -> has(file, 0, ascii("BM"));
            case GIF -> has(file, 0, ascii("GIF8"));
            case WEBP -> has(file, 0, ascii("RIFF")) && has(file, 8, ascii("WEBP"));
            // The last two are BigTIFF, whose offsets have 64 bits.
            case TIFF ->
                Stream.of("II*\0", "MM\0*", "II+\0", "MM\0+").anyMatch(signature -> has(file, 0, ascii(signature)));
        };
    }

    private static boolean has(byte[] file, int at, byte[] part) {
        return file.length >= at + part.length && Arrays.equals(file, at, at + part.length, part, 0, part.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
