package io.peco4j.nn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the zip that libtorch reads as a module without parameters: four stored entries, one of them the source. */
final class TorchScriptArchive {
    private static final String HEADER = """
            class Kernel(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** {@code Kernel()} with {@code training = True}, in pickle protocol 2. */
    private static final byte[] MODULE = pickle("c__torch__\nKernel\n)\u0081}(X\b\0\0\0training\u0088ub.");

    private static final byte[] NO_CONSTANTS = pickle(").");

    /** Operator schemas of libtorch 2.7; an older number would select historical signatures. */
    private static final byte[] SCHEMA_VERSION = "10\n".getBytes(US_ASCII);

    private TorchScriptArchive() {}

    static byte[] of(String functions) {
        String methods = functions.replace("(self,", "(self: __torch__.Kernel,").indent(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "kernel/data.pkl", MODULE);
            store(zip, "kernel/code/__torch__.py", (HEADER + methods).getBytes(UTF_8));
            store(zip, "kernel/constants.pkl", NO_CONSTANTS);
            store(zip, "kernel/version", SCHEMA_VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] pickle(String body) {
        return ("\u0080\u0002" + body).getBytes(ISO_8859_1);
    }
}
