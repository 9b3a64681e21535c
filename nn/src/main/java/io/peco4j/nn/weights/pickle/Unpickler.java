package io.peco4j.nn.weights.pickle;

import io.peco4j.nn.weights.text.Shown;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the instructions of a pickle, protocols 0 to 5, over a stack of {@link Value}s.
 *
 * <p>No class is loaded and nothing is called: {@link Globals} says what each name stands for, and what is not known
 * stands for an object that does nothing. Work and memory are
 * bounded by the caller's {@link Allowance}; nothing recurses.
 */
public final class Unpickler {
    private static final int NEWEST_PROTOCOL = 5;

    /** As many of them are named in a message. */
    private static final int MOST_REFUSED = 10;

    // What things take in memory, in bytes, about.
    private static final int SLOT = 8;
    private static final int NUMBER = 24;
    private static final int TEXT = 64;
    private static final int BYTES = 120;
    private static final int SEQUENCE = 88;
    private static final int MAPPING = 160;
    private static final int MEMO = 72;
    private static final int OBJECT = 200;

    private final PickleBytes in;
    private final PickleStack stack = new PickleStack();
    private final Map<Long, Value> memo = new HashMap<>();
    private final Set<Value.Storage> storages = new HashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final Allowance allowance;

    private Unpickler(ByteBuffer bytes, Allowance allowance) {
        this.in = new PickleBytes(bytes);
        this.allowance = allowance;
    }

    /**
     * Reads one pickle and leaves the buffer behind its end.
     *
     * @param allowance for the memory that its values take; what they take is gone
     * @throws RefusedGlobalException if it names what runs programs
     * @throws PickleException if it is malformed
     */
    public static Pickle load(ByteBuffer bytes, Allowance allowance) throws PickleException {
        return new Unpickler(bytes, allowance).checked();
    }

    /** All that is refused is said at once; what stands in for it may have made the rest of the pickle senseless. */
    private Pickle checked() throws PickleException {
        try {
            Pickle pickle = run();
            if (refused.isEmpty()) {
                return pickle;
            }
        } catch (PickleException e) {
            if (refused.isEmpty()) {
                throw e;
            }
        }
        throw new RefusedGlobalException(refused);
    }

    private Pickle run() throws PickleException {
        while (true) {
            allowance.charge(SLOT);
            int opcode = in.u1();
            if (opcode == '.') {
                return new Pickle(stack.pop(), storages);
            }
            if (!constant(opcode) && !container(opcode) && !reference(opcode)) {
                throw new PickleException("its pickle has the unknown instruction " + opcode);
            }
        }
    }

    /** Pushes what stands in the pickle itself. */
    private boolean constant(int opcode) throws PickleException {
        @Nullable
        Value value = switch (opcode) {
            case 'N' -> Value.None.NONE;
            case 0x88 -> new Value.Flag(true);
            case 0x89 -> new Value.Flag(false);
            case 'K' -> new Value.Whole(in.u1());
            case 'M' -> new Value.Whole(in.u2());
            case 'J' -> new Value.Whole(in.i4());
            case 0x8a -> in.whole(in.u1());
            case 0x8b -> in.whole(in.i4());
            case 'G' -> new Value.Real(in.f8());
            case 'I', 'L', 'F' -> Literals.number(in.line());
            case 'S' -> Literals.quoted(in.line());
            case 'V' -> Literals.unicode(in.line());
            case 'U' -> in.latin1(in.u1());
            case 'T' -> in.latin1(in.i4());
            case 0x8c -> in.utf8(in.u1());
            case 'X' -> in.utf8(in.u4());
            case 0x8d -> in.utf8(in.i8());
            case 'C' -> in.blob(in.u1());
            case 'B' -> in.blob(in.u4());
            case 0x8e, 0x96 -> in.blob(in.i8());
            default -> null;
        };
        if (value == null) {
            return false;
        }
        allowance.charge(
                value instanceof Value.Text text
                        ? TEXT + text.value().length()
                        : value instanceof Value.Bytes ? BYTES : NUMBER);
        stack.push(value);
        return true;
    }

    /** Makes and fills lists, tuples and dictionaries. */
    private boolean container(int opcode) throws PickleException {
        switch (opcode) {
            case '}', 'd' -> allowance.charge(MAPPING);
            case ']', ')', 0x8f, 't', 'l', 0x91, 0x85, 0x86, 0x87 -> allowance.charge(SEQUENCE);
            case '(' -> allowance.charge(NUMBER);
            default -> {}
        }
        switch (opcode) {
            case '(' -> stack.mark();
            case '0' -> stack.drop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.peek());
            case ']', ')', 0x8f -> stack.push(new Value.Sequence(stack.take(0)));
            case 't', 'l', 0x91 -> stack.push(new Value.Sequence(stack.popToMark()));
            case 0x85, 0x86, 0x87 -> stack.push(new Value.Sequence(stack.take(opcode - 0x84)));
            case '}' -> stack.push(new Value.Mapping());
            case 'd' -> {
                Value.Mapping made = new Value.Mapping();
                ContainerUpdates.assign(made, stack.popToMark());
                stack.push(made);
            }
            case 'a' -> ContainerUpdates.append(stack.take(1), stack.peek());
            case 'e', 0x90 -> ContainerUpdates.append(stack.popToMark(), stack.peek());
            case 's' -> ContainerUpdates.assign(stack.take(2), stack.peek());
            case 'u' -> ContainerUpdates.assign(stack.popToMark(), stack.peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The memo, names, calls, and what frames them. */
    private boolean reference(int opcode) throws PickleException {
        switch (opcode) {
            case 0x80 -> protocol(in.u1());
            case 0x95 -> in.i8();
            case 'p' -> remember(Literals.index(in.line()));
            case 'q' -> remember(in.u1());
            case 'r' -> remember(in.u4());
            case 0x94 -> remember(memo.size());
            case 'g' -> recall(Literals.index(in.line()));
            case 'h' -> recall(in.u1());
            case 'j' -> recall(in.u4());
            case 'c' -> stack.push(global(in.line(), in.line()));
            case 0x93 -> {
                String name = Calls.text(stack.pop());
                stack.push(global(Calls.text(stack.pop()), name));
            }
            case 'P' -> stack.push(Literals.persistent(in.line()));
            case 'Q' -> {
                allowance.charge(OBJECT);
                Value outside = Calls.persistent(stack.pop());
                if (outside instanceof Value.Storage storage) {
                    storages.add(storage);
                }
                stack.push(outside);
            }
            case 'R', 0x81 -> {
                Value arguments = stack.pop();
                call(stack.pop(), arguments);
            }
            case 0x92 -> {
                stack.drop();
                Value arguments = stack.pop();
                call(stack.pop(), arguments);
            }
            case 'i' -> call(global(in.line(), in.line()), new Value.Sequence(stack.popToMark()));
            case 'o' -> {
                Value.Sequence all = new Value.Sequence(stack.popToMark());
                if (all.items().isEmpty()) {
                    throw new PickleException("it makes an object without a class");
                }
                call(
                        all.items().get(0),
                        new Value.Sequence(all.items().subList(1, all.items().size())));
            }
            case 'b' -> {
                Value state = stack.pop();
                allowance.charge(stack.peek() instanceof NumpyArray ? texts(state, 3, 2) : 0);
                ContainerUpdates.build(stack.peek(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(Value callable, Value arguments) throws PickleException {
        allowance.charge(OBJECT + texts(arguments, 0, 2));
        Value result = Calls.call(callable, Calls.items(arguments));
        if (result instanceof Value.Mapping made) {
            allowance.charge(2L * SLOT * made.size());
        } else if (result instanceof Value.Tensor tensor) {
            allowance.charge(2L * NUMBER * tensor.shape().size());
        }
        stack.push(result);
    }

    /** Texts among some values, the bytes of arrays before protocol 3, are gone through and written out. */
    private static long texts(Value values, int first, int count) {
        List<Value> items = values instanceof Value.Sequence sequence ? sequence.items() : List.of();
        return items.subList(Math.min(items.size(), first), Math.min(items.size(), first + count)).stream()
                .mapToLong(
                        item -> item instanceof Value.Text text ? text.value().length() : 0)
                .sum();
    }

    private void remember(long index) throws PickleException {
        allowance.charge(MEMO);
        memo.put(index, stack.peek());
    }

    /** What stands in for a class or function. */
    private Value.Global global(String module, String name) throws PickleException {
        allowance.charge(2L * OBJECT);
        if (Programs.has(module, name) && refused.size() < MOST_REFUSED) {
            refused.add(Shown.of(module + "." + name));
        }
        return Globals.find(module, name);
    }

    private void recall(long index) throws PickleException {
        Value value = memo.get(index);
        if (value == null) {
            throw new PickleException("it refers to something that it never made");
        }
        stack.push(value);
    }

    private static void protocol(int version) throws PickleException {
        if (version > NEWEST_PROTOCOL) {
            throw new PickleException("it is a pickle of protocol " + version + "; known are 0 to " + NEWEST_PROTOCOL);
        }
    }
}
