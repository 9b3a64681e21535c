package io.peco4j.nn.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Small files of PyTorch, made by hand: one dictionary with a matrix, its transpose in the same storage, and extras.
 */
final class PickledWeights {
    private static final String OBJECT = "\u0080\u0002}q\0(X\u0005\0\0\0modelq\u0001ccollections\nOrderedDict\n)R("
            + tensor("weight", "K\u0000", "K\u0002K\u0003\u0086", "K\u0003K\u0001\u0086")
            + tensor("turned", "K\u0000", "K\u0003K\u0002\u0086", "K\u0001K\u0003\u0086")
            + "uX\u0005\0\0\0epochK\u0007X\u0004\0\0\0argscargparse\nNamespace\n)\u0081}X\u0002\0\0\0lr"
            + "G?\u00b9\u0099\u0099\u0099\u0099\u0099\u009asbu.";

    private PickledWeights() {}

    private static String tensor(String name, String offset, String shape, String strides) {
        return "X" + (char) name.length() + "\0\0\0" + name
                + "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\u00000"
                + "X\u0003\0\0\0cpuK\u0006tQ" + offset + shape + strides + "\u0089ccollections\nOrderedDict\n)RtR";
    }

    static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "archive/data.pkl", latin1(OBJECT));
            put(zip, "archive/data/0", numbers());
            put(zip, "archive/version", latin1("3\n"));
        }
        return bytes.toByteArray();
    }

    static byte[] stream() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(latin1("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003."));
        bytes.write(latin1("\u0080\u0002}X\r\0\0\0little_endian\u0088s."));
        bytes.write(latin1(OBJECT));
        bytes.write(latin1("\u0080\u0002]X\u0001\0\0\u00000a."));
        bytes.write(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(6).array());
        bytes.write(numbers());
        return bytes.toByteArray();
    }

    /** The same values in the words of protocol 4 or 5, with frames and short texts. */
    static byte[] zip(int protocol) throws IOException {
        String pickle = "\u0080" + (char) protocol + "\u0095" + (char) 190
                + "\0\0\0\0\0\0\0}\u0094(\u008c\u0005model\u0094}\u0094(\u008c\u0006weight"
                + "\u0094\u008c\u000ctorch._utils\u0094\u008c\u0012_rebuild_tensor_v2\u0094\u0093\u0094(("
                + "\u008c\u0007storage\u0094\u008c\u0005torch\u0094\u008c\u000cFloatStorage\u0094\u0093\u0094"
                + "\u008c\u00010\u0094\u008c\u0003cpu\u0094K\u0006t\u0094QK\u0000K\u0002K\u0003\u0086\u0094K\u0003K\u0001\u0086\u0094"
                + "\u0089}\u0094t\u0094R\u0094u\u008c\u0005epoch\u0094K\u0007"
                + (protocol == 5 ? "\u008c\u0003raw\u0094\u0096\u0002\0\0\0\0\0\0\0ab" : "") + "u.";
        return zip(pickle, numbers());
    }

    /** A storage under many names. */
    static byte[] named(int times, int elements) throws IOException {
        StringBuilder pickle = new StringBuilder("\u0080\u0002}(");
        pickle.append("X\u0001\0\0\0a")
                .append(tensor("a", "K\u0000", "J" + int32(elements) + "\u0085", "K\u0001\u0085")
                        .substring(6)
                        .replace("K\u0006tQ", "J" + int32(elements) + "tQ"))
                .append("q\u0001");
        for (int i = 1; i < times; i++) {
            pickle.append("X\u0004\0\0\0").append(int32(0x40404040 + i)).append("h\u0001");
        }
        return zip(pickle.append("u.").toString(), new byte[4 * elements]);
    }

    /** A pickle of a program's making beside some numbers. */
    static byte[] zip(String pickle, byte[] numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "archive/data.pkl", latin1(pickle));
            put(zip, "archive/data/0", numbers);
        }
        return bytes.toByteArray();
    }

    private static String int32(int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] numbers() {
        ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            numbers.putFloat(i);
        }
        return numbers.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
