package io.peco4j.nn.weights.pickle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An array of NumPy in a pickle: made empty, and filled with its type, shape and bytes later. */
public final class NumpyArray implements Value {
    /** Version, shape, type, order and bytes; NumPy before 1.0 had no version. */
    private static final int OLDEST = 4;

    private @Nullable Content content;

    /**
     * What an array holds.
     *
     * @param type of its elements
     * @param shape outermost dimension first
     * @param fortran whether its first dimension is the innermost one
     * @param bytes its elements in that order; empty for Python objects
     */
    public record Content(NumpyType type, List<Long> shape, boolean fortran, Optional<Value.Bytes> bytes) {
        /** Copies the list. */
        public Content {
            shape = List.copyOf(shape);
        }
    }

    /** What it holds; empty if that was told in a way that is not known. */
    public Optional<Content> content() {
        return Optional.ofNullable(content);
    }

    void build(Value state) throws PickleException {
        if (state instanceof Value.Sequence fields && fields.items().size() >= OLDEST) {
            List<Value> all = fields.items();
            List<Value> items = all.subList(all.size() == OLDEST ? 0 : 1, all.size());
            if (items.get(1) instanceof NumpyType type) {
                fill(type, items.get(0), items.get(2) instanceof Value.Flag order && order.value(), items.get(3));
            }
        }
    }

    /** Leaves it unknown if its bytes are. */
    void fill(NumpyType type, Value shape, boolean fortran, Value bytes) throws PickleException {
        if (bytes instanceof Value.Instance) {
            return;
        }
        Optional<Value.Bytes> raw = bytes instanceof Value.Sequence ? Optional.empty() : Optional.of(Calls.raw(bytes));
        content = new Content(type, Calls.counts(shape), fortran, raw);
    }
}
