package io.peco4j.nn.weights.pickle;

import java.util.List;

/** A dtype of NumPy's in a pickle: its code comes first, and its byte order later, with its fields. */
public final class NumpyType implements Value {
    private static final int FIELDS = 8;

    private final String code;
    private boolean bigEndian;
    private boolean compound;

    NumpyType(String code) {
        this.code = code;
    }

    /** What NumPy writes for it into a file of its own, such as {@code <f4}; {@code []} for records. */
    public String text() {
        return compound ? "[]" : (bigEndian ? ">" : "<") + code;
    }

    void build(Value state) {
        if (state instanceof Value.Sequence fields && fields.items().size() >= FIELDS) {
            List<Value> items = fields.items();
            bigEndian =
                    items.get(1) instanceof Value.Text order && order.value().equals(">");
            compound = items.get(2) != Value.None.NONE || items.get(3) != Value.None.NONE;
        }
    }
}
