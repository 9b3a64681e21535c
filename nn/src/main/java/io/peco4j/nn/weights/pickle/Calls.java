package io.peco4j.nn.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands in for the calls that a pickle asks for. */
final class Calls {
    /** More dimensions than any network has. */
    private static final int MOST_DIMENSIONS = 32;

    /** Where the arguments of a tensor say its type. */
    private static final int TYPE = 6;

    private Calls() {}

    /** The result of calling something with a tuple of arguments. */
    static Value call(Value callable, List<Value> arguments) throws PickleException {
        if (callable instanceof Value.Instance instance) {
            return new Value.Instance(instance.type());
        }
        if (!(callable instanceof Value.Global global)) {
            throw new PickleException("it calls something that is no class or function");
        }
        return switch (global.role()) {
            case MAPPING -> mapping(arguments);
            case SEQUENCE -> sequence(arguments);
            case TENSOR -> tensor(global, arguments);
            case FIRST -> argument(arguments, 0);
            case WRAPPED -> wrapped(arguments);
            case RECONSTRUCT -> call(argument(arguments, 0), List.of());
            case BYTES -> arguments.isEmpty() ? new Value.Bytes(ByteBuffer.allocate(0), false) : raw(arguments.get(0));
            case ARRAY -> new NumpyArray();
            case ARRAY_OF_BYTES -> array(arguments);
            case TYPE -> new NumpyType(argument(arguments, 0) instanceof Value.Text code ? code.value() : "V");
            case SCALAR -> scalar(global, arguments);
            case BAG, UNKNOWN -> new Value.Instance(global);
            case STORAGE -> throw new PickleException("it makes a storage outside of a tensor");
        };
    }

    /** A reference to something outside the pickle. */
    static Value persistent(Value id) throws PickleException {
        List<Value> parts = items(id);
        String kind = text(argument(parts, 0));
        if (kind.equals("module")) {
            return argument(parts, 1);
        }
        if (!kind.equals("storage") || !(argument(parts, 1) instanceof Value.Global type)) {
            throw new PickleException("it refers to something that is no storage");
        }
        String key = text(argument(parts, 2));
        long elements = count(argument(parts, 4));
        if (parts.size() > 5 && argument(parts, 5) instanceof Value.Sequence view) {
            return new Value.Storage(
                    type.name(), key, count(argument(view.items(), 1)), count(argument(view.items(), 2)));
        }
        return new Value.Storage(type.name(), key, 0, elements);
    }

    private static Value tensor(Value.Global maker, List<Value> arguments) throws PickleException {
        if (argument(arguments, 0) instanceof Value.Instance) {
            return new Value.Instance(new Value.Global(maker.module(), maker.name(), Globals.Role.UNKNOWN));
        }
        if (!(argument(arguments, 0) instanceof Value.Storage storage)) {
            throw new PickleException("it has a tensor without a storage");
        }
        List<Long> shape = counts(argument(arguments, 2));
        List<Long> strides = counts(argument(arguments, 3));
        if (shape.size() != strides.size()) {
            throw new PickleException(
                    "a tensor has " + shape.size() + " dimensions and " + strides.size() + " strides");
        }
        // The newer types have no storages of their own: the tensor says what its bytes are.
        Value.Storage typed = arguments.size() > TYPE && arguments.get(TYPE) instanceof Value.Global type
                ? new Value.Storage(type.name(), storage.key(), storage.offset(), storage.elements())
                : storage;
        return new Value.Tensor(typed, count(argument(arguments, 1)), shape, strides);
    }

    /** What a function makes of a tuple: a tensor of a subclass. Only those that make tensors, as others could nest. */
    private static Value wrapped(List<Value> arguments) throws PickleException {
        Value maker = argument(arguments, 0);
        if (!(maker instanceof Value.Global global)) {
            throw new PickleException("it makes a tensor in a way that is not known");
        }
        return switch (global.role()) {
            case TENSOR, FIRST -> call(global, items(argument(arguments, 2)));
            default -> new Value.Instance(new Value.Global(global.module(), global.name(), Globals.Role.UNKNOWN));
        };
    }

    private static Value array(List<Value> arguments) throws PickleException {
        NumpyArray array = new NumpyArray();
        if (argument(arguments, 1) instanceof NumpyType type) {
            boolean fortran = argument(arguments, 3) instanceof Value.Text order
                    && order.value().equals("F");
            array.fill(type, argument(arguments, 2), fortran, argument(arguments, 0));
        }
        return array;
    }

    private static Value scalar(Value.Global maker, List<Value> arguments) throws PickleException {
        return argument(arguments, 0) instanceof NumpyType type
                        && arguments.size() > 1
                        && !(arguments.get(1) instanceof Value.Instance)
                ? Scalars.of(type, raw(arguments.get(1))).orElseGet(() -> new Value.Instance(maker))
                : new Value.Instance(maker);
    }

    /** Bytes, or a text whose letters stand for bytes. */
    static Value.Bytes raw(Value value) throws PickleException {
        if (value instanceof Value.Bytes bytes) {
            return bytes;
        }
        if (value instanceof Value.Text text && text.value().chars().allMatch(letter -> letter < 256)) {
            return new Value.Bytes(ByteBuffer.wrap(text.value().getBytes(StandardCharsets.ISO_8859_1)), false);
        }
        throw new PickleException("it has something else where bytes should be");
    }

    private static Value.Mapping mapping(List<Value> arguments) throws PickleException {
        Value.Mapping made = new Value.Mapping();
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof Value.Sequence pairs) {
            for (Value pair : pairs.items()) {
                made.put(argument(items(pair), 0), argument(items(pair), 1));
            }
        }
        return made;
    }

    /** The argument itself: nothing here tells a list from a tuple or a set. */
    private static Value sequence(List<Value> arguments) {
        return !arguments.isEmpty() && arguments.get(0) instanceof Value.Sequence given
                ? given
                : new Value.Sequence(new ArrayList<>());
    }

    static List<Value> items(Value value) throws PickleException {
        if (value instanceof Value.Sequence sequence) {
            return sequence.items();
        }
        throw new PickleException("it has something else where a tuple should be");
    }

    private static Value argument(List<Value> arguments, int index) throws PickleException {
        if (index >= arguments.size()) {
            throw new PickleException("a tuple of it is too short");
        }
        return arguments.get(index);
    }

    static List<Long> counts(Value value) throws PickleException {
        List<Long> counts = new ArrayList<>();
        for (Value item : items(value)) {
            if (counts.size() == MOST_DIMENSIONS) {
                throw new PickleException("a tensor has more than " + MOST_DIMENSIONS + " dimensions");
            }
            counts.add(count(item));
        }
        return counts;
    }

    private static long count(Value value) throws PickleException {
        if (value instanceof Value.Whole whole && whole.value() >= 0) {
            return whole.value();
        }
        throw new PickleException("it has something else where a size should be");
    }

    static String text(Value value) throws PickleException {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Whole whole) {
            return Long.toString(whole.value());
        }
        throw new PickleException("it has something else where a name should be");
    }
}
