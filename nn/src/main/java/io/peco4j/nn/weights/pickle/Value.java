package io.peco4j.nn.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle can hold here.
 *
 * <p>Containers may hold themselves, as in Python: who walks them must expect it.
 */
public sealed interface Value
        permits Value.None,
                Value.Flag,
                Value.Whole,
                Value.Real,
                Value.Text,
                Value.Huge,
                Value.Bytes,
                Value.Global,
                Value.Storage,
                Value.Tensor,
                Value.Sequence,
                Value.Mapping,
                Value.Instance,
                NumpyArray,
                NumpyType {

    /** Python's {@code None}. */
    enum None implements Value {
        NONE
    }

    /** A truth value. */
    record Flag(boolean value) implements Value {}

    /** A whole number that fits in 64 bits. */
    record Whole(long value) implements Value {}

    /** A floating-point number. */
    record Real(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** A whole number beyond 64 bits: no part of a tensor, so its digits are of no interest. */
    enum Huge implements Value {
        NUMBER
    }

    /**
     * A class or function by its name; it is never looked up.
     *
     * @param role what becomes of a call of it
     */
    record Global(String module, String name, Globals.Role role) implements Value {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /**
     * A reference to raw numbers that lie outside the pickle.
     *
     * @param type PyTorch's name, such as {@code FloatStorage}
     * @param key names the numbers within the file
     * @param offset where this storage begins within them, in elements; above 0 for a view in old files
     * @param elements its length
     */
    record Storage(String type, String key, long offset, long elements) implements Value {}

    /**
     * A view of a storage.
     *
     * @param offset of its first element within the storage, in elements
     * @param shape outermost dimension first
     * @param strides step in elements along each dimension
     */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Value {
        /** Copies the lists. */
        public Tensor {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }
    }

    /** Raw bytes, which lie in the pickle: they are looked at only when somebody asks. */
    final class Bytes implements Value {
        private static final long UNKNOWN = -2;

        private final ByteBuffer raw;
        private final boolean text;
        private long length = UNKNOWN;

        /**
         * Bytes.
         *
         * @param text whether they are UTF-8 and stand for one byte per letter, as protocols before 3 write bytes
         */
        Bytes(ByteBuffer raw, boolean text) {
            this.raw = raw;
            this.text = text;
        }

        /** How many there are; -1 if they are a text with letters that stand for no byte. */
        public long length() {
            if (length == UNKNOWN) {
                length = text ? Latin1.length(raw) : raw.remaining();
            }
            return length;
        }

        /** They, from the buffer's position to its limit; a text is decoded at each call. */
        public ByteBuffer content() {
            return text ? Latin1.decode(raw) : raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** A list, tuple or set, in order. */
    final class Sequence implements Value {
        private final List<Value> items;

        Sequence(List<Value> items) {
            this.items = items;
        }

        /** Its elements; a live view. */
        public List<Value> items() {
            return Collections.unmodifiableList(items);
        }

        void add(Value item) {
            items.add(item);
        }
    }

    /** A dictionary as the list of its assignments; a later one for the same key counts. */
    final class Mapping implements Value {
        private final List<Value> keys = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        /** Number of assignments. */
        public int size() {
            return keys.size();
        }

        /** The key of an assignment. */
        public Value key(int index) {
            return keys.get(index);
        }

        /** The value of an assignment. */
        public Value value(int index) {
            return values.get(index);
        }

        /** The value under a string; empty if there is none. */
        public Optional<Value> get(String key) {
            for (int i = keys.size() - 1; i >= 0; i--) {
                if (keys.get(i) instanceof Text text && text.value().equals(key)) {
                    return Optional.of(values.get(i));
                }
            }
            return Optional.empty();
        }

        void put(Value key, Value value) {
            keys.add(key);
            values.add(value);
        }
    }

    /** An object of a class that is not here: a bag of what was to be put into it. */
    final class Instance implements Value {
        private final Global type;
        private final Mapping items = new Mapping();
        private @Nullable Value state;

        Instance(Global type) {
            this.type = type;
        }

        /** Its class. */
        public Global type() {
            return type;
        }

        /** Its fields, usually a {@link Mapping}; empty if it has none. */
        public Optional<Value> state() {
            return Optional.ofNullable(state);
        }

        /** What it holds as a dictionary; empty for other objects. */
        public Mapping items() {
            return items;
        }

        void build(Value given) {
            state = given;
        }
    }
}
