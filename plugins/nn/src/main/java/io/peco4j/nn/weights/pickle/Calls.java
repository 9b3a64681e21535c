package io.peco4j.nn.weights.pickle;

import io.peco4j.nn.weights.text.Shown;
import java.util.ArrayList;
import java.util.List;

/** What stands in for the calls that a pickle asks for. */
final class Calls {
    /** More dimensions than any network has. */
    private static final int MOST_DIMENSIONS = 32;

    private Calls() {}

    /** The result of calling something with a tuple of arguments. */
    static Value call(Value callable, List<Value> arguments) throws PickleException {
        if (!(callable instanceof Value.Global global)) {
            throw new PickleException("it calls something that is no class or function");
        }
        return switch (global.role()) {
            case MAPPING -> mapping(arguments);
            case SEQUENCE -> sequence(arguments);
            case TENSOR -> tensor(arguments);
            case FIRST -> argument(arguments, 0);
            case WRAPPED -> call(wrapped(arguments), items(argument(arguments, 2)));
            case RECONSTRUCT -> call(argument(arguments, 0), List.of());
            case BYTES -> new Value.Blob(0);
            case BAG -> new Value.Instance(global);
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
        if (type.role() != Globals.Role.STORAGE) {
            throw new PickleException("it has a storage of the kind " + Shown.of(type.toString()));
        }
        String key = text(argument(parts, 2));
        long elements = count(argument(parts, 4));
        if (parts.size() > 5 && argument(parts, 5) instanceof Value.Sequence view) {
            return new Value.Storage(
                    type.name(), key, count(argument(view.items(), 1)), count(argument(view.items(), 2)));
        }
        return new Value.Storage(type.name(), key, 0, elements);
    }

    private static Value tensor(List<Value> arguments) throws PickleException {
        if (!(argument(arguments, 0) instanceof Value.Storage storage)) {
            throw new PickleException("it has a tensor without a storage");
        }
        List<Long> shape = counts(argument(arguments, 2));
        List<Long> strides = counts(argument(arguments, 3));
        if (shape.size() != strides.size()) {
            throw new PickleException(
                    "a tensor has " + shape.size() + " dimensions and " + strides.size() + " strides");
        }
        return new Value.Tensor(storage, count(argument(arguments, 1)), shape, strides);
    }

    /** The one kind of function that makes tensors; anything else could nest without end. */
    private static Value wrapped(List<Value> arguments) throws PickleException {
        if (argument(arguments, 0) instanceof Value.Global global && global.role() != Globals.Role.WRAPPED) {
            return global;
        }
        throw new PickleException("it makes a tensor in a way that is not known");
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

    private static List<Long> counts(Value value) throws PickleException {
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
