package io.peco4j.nn.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Instructions of pickles, written as texts whose letters stand for bytes. */
final class PickleText {
    private PickleText() {}

    /** A dictionary of names and values, as protocol 2 has it; the newer instructions may stand in it all the same. */
    static String dictionary(String... namesAndValues) {
        StringBuilder pickle = new StringBuilder("\u0080\u0002}(");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pickle.append(text(namesAndValues[i])).append(namesAndValues[i + 1]);
        }
        return pickle.append("u.").toString();
    }

    static String text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return "X" + int32(utf8.length) + latin1(utf8);
    }

    static String global(String module, String name) {
        return "c" + module + "\n" + name + "\n";
    }

    /** A float32 tensor, or one of another storage, over the first elements of the only storage. */
    static String tensor(String storage, int... shape) {
        return global("torch._utils", "_rebuild_tensor_v2") + "(" + storage("torch", storage) + view(shape) + "}tR";
    }

    /** The first element of the only storage over and over. */
    static String expanded(String storage, int... shape) {
        return global("torch._utils", "_rebuild_tensor_v2") + "(" + storage("torch", storage) + "K\0" + tuple(shape)
                + tuple(new int[shape.length]) + "\u0089}tR";
    }

    /** A tensor of a type that has no storage of its own. */
    static String typed(String type, int... shape) {
        return global("torch._utils", "_rebuild_tensor_v3") + "(" + storage("torch.storage", "UntypedStorage")
                + view(shape) + "}" + global("torch", type) + "tR";
    }

    private static String storage(String module, String name) {
        return "(" + text("storage") + global(module, name) + text("0") + text("cpu") + "J" + int32(1 << 20) + "tQ";
    }

    private static String view(int... shape) {
        StringBuilder strides = new StringBuilder();
        int step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides.insert(0, "J" + int32(step));
            step *= shape[i];
        }
        return "K\0" + tuple(shape) + "(" + strides + "t" + "\u0089";
    }

    /**
     * An array of NumPy's.
     *
     * @param protocol of the instructions: how bytes are written
     * @param code of its type, such as {@code f4}
     * @param order {@code <} or {@code >}
     */
    static String array(int protocol, String code, char order, boolean fortran, byte[] data, int... shape) {
        String dtype = dtype(code, order);
        if (protocol == 5) {
            return global("numpy._core.numeric", "_frombuffer") + "(" + bytes(5, data) + dtype + tuple(shape)
                    + text(fortran ? "F" : "C") + "tR";
        }
        return emptyArray() + "(K\u0001" + tuple(shape) + dtype + (fortran ? "\u0088" : "\u0089")
                + bytes(protocol, data) + "tb";
    }

    static String emptyArray() {
        return global("numpy.core.multiarray", "_reconstruct") + "(" + global("numpy", "ndarray") + "K\0\u0085"
                + bytes(3, "b") + "tR";
    }

    static String scalar(String code, byte[] data) {
        return global("numpy._core.multiarray", "scalar") + "(" + dtype(code, '<') + bytes(2, data) + "tR";
    }

    static String dtype(String code, char order) {
        return global("numpy", "dtype") + "(" + text(code) + "\u0089\u0088tR(K\u0003" + text(String.valueOf(order))
                + "NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb";
    }

    private static String bytes(int protocol, String data) {
        return bytes(protocol, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Before protocol 3 they are a text that is encoded; the longest have instructions of their own. */
    private static String bytes(int protocol, byte[] data) {
        return switch (protocol) {
            case 2 -> global("_codecs", "encode") + text(latin1(data)) + text("latin1") + "\u0086R";
            case 3 -> "B" + int32(data.length) + latin1(data);
            case 4 -> "\u008e" + int32(data.length) + "\0\0\0\0" + latin1(data);
            default -> "\u0096" + int32(data.length) + "\0\0\0\0" + latin1(data);
        };
    }

    static String tuple(int... numbers) {
        StringBuilder tuple = new StringBuilder("(");
        for (int number : numbers) {
            tuple.append('J').append(int32(number));
        }
        return tuple.append('t').toString();
    }

    private static String int32(int value) {
        return latin1(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
