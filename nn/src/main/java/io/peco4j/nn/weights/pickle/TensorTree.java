package io.peco4j.nn.weights.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors and arrays in a value under dotted names, as {@code model.blocks.0.norm1.weight}.
 *
 * <p>Dictionaries contribute their keys and lists their positions. Pickled modules contribute the names that their
 * {@code state_dict} would have.
 */
public final class TensorTree {
    private static final int DEEPEST = 100;

    // What a child, a name, and a tensor with its place, shape and names take in memory, in bytes, about.
    private static final int CHILD = 40;
    private static final int ENTRY = 96;
    private static final int TENSOR = 600;
    private static final List<String> OF_MODULES = List.of("_parameters", "_buffers", "_modules");

    private final Map<String, Value> tensors = new LinkedHashMap<>();
    private final Map<String, String> unread = new LinkedHashMap<>();
    private final Set<Value> path = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Allowance allowance;

    private TensorTree(Allowance allowance) {
        this.allowance = allowance;
    }

    private record Child(String name, Value value) {}

    /** @param before how much was found before it */
    private record Frame(String prefix, Value value, Iterator<Child> children, int before) {}

    /**
     * What a value holds, by dotted names.
     *
     * @param tensors {@link Value.Tensor}s and {@link NumpyArray}s
     * @param unread objects of which nothing is known, with what they are in words that follow the name
     */
    public record Found(Map<String, Value> tensors, Map<String, String> unread) {}

    /**
     * Finds all tensors, in order.
     *
     * @param allowance for the values that are visited and the letters of all names, against values that hold each
     *     other many times over
     */
    public static Found of(Value root, Allowance allowance) throws PickleException {
        TensorTree tree = new TensorTree(allowance);
        if (!tree.leaf("tensor", root)) {
            tree.enter("", root);
        }
        while (!tree.frames.isEmpty()) {
            tree.step(tree.frames.peek());
        }
        return new Found(tree.tensors, tree.unread);
    }

    /** Numbers, truth values and short texts at the top, as text: epochs, names of architectures. */
    public static Map<String, String> facts(Value root) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (root instanceof Value.Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                if (mapping.key(i) instanceof Value.Text key && key.value().length() <= 100) {
                    fact(mapping.value(i)).ifPresent(text -> facts.put(key.value(), text));
                }
            }
        }
        return facts;
    }

    private static Optional<String> fact(Value value) {
        if (value instanceof Value.Text text && text.value().length() <= 100) {
            return Optional.of(text.value());
        }
        if (value instanceof Value.Whole whole) {
            return Optional.of(Long.toString(whole.value()));
        }
        if (value instanceof Value.Real real) {
            return Optional.of(Double.toString(real.value()));
        }
        return value instanceof Value.Flag flag ? Optional.of(Boolean.toString(flag.value())) : Optional.empty();
    }

    private void step(Frame frame) throws PickleException {
        if (!frame.children().hasNext()) {
            frames.pop();
            path.remove(frame.value());
            if (frame.value() instanceof Value.Instance instance && size() == frame.before()) {
                unread(frame.prefix(), instance.type());
            }
            return;
        }
        Child child = frame.children().next();
        String name = frame.prefix() + child.name();
        if (!leaf(name, child.value())) {
            enter(child.name().isEmpty() ? frame.prefix() : name + ".", child.value());
        }
    }

    /** Takes a tensor, or names something else that holds no others. */
    private boolean leaf(String name, Value value) throws PickleException {
        if (value instanceof Value.Global global) {
            unread(name + ".", global);
            return true;
        }
        if (!(value instanceof Value.Tensor || value instanceof NumpyArray)) {
            return false;
        }
        allowance.charge(TENSOR + 3L * name.length());
        tensors.put(name, value);
        return true;
    }

    private void unread(String prefix, Value.Global type) throws PickleException {
        if (type.role() == Globals.Role.UNKNOWN) {
            String what = Unknown.what(type);
            allowance.charge(ENTRY + prefix.length() + what.length());
            unread.put(prefix.isEmpty() ? "object" : prefix.substring(0, prefix.length() - 1), what);
        }
    }

    private int size() {
        return tensors.size() + unread.size();
    }

    private void enter(String prefix, Value value) throws PickleException {
        boolean container =
                value instanceof Value.Mapping || value instanceof Value.Sequence || value instanceof Value.Instance;
        if (!container || !path.add(value)) {
            return;
        }
        if (frames.size() == DEEPEST) {
            throw new PickleException("its values are nested more than " + DEEPEST + " deep");
        }
        allowance.charge(ENTRY + prefix.length());
        frames.push(new Frame(prefix, value, children(value).iterator(), size()));
    }

    private List<Child> children(Value value) throws PickleException {
        List<Child> children = new ArrayList<>();
        if (value instanceof Value.Mapping mapping) {
            named(mapping, children);
        } else if (value instanceof Value.Sequence sequence) {
            allowance.charge((long) CHILD * sequence.items().size());
            for (int i = 0; i < sequence.items().size(); i++) {
                Value item = sequence.items().get(i);
                // Most lists hold nothing but numbers.
                if (!(item instanceof Value.Whole || item instanceof Value.Real)) {
                    children.add(new Child(Integer.toString(i), item));
                }
            }
        } else if (value instanceof Value.Instance instance) {
            named(instance.items(), children);
            if (instance.state().orElse(null) instanceof Value.Mapping fields) {
                // Each look-up walks through all fields.
                allowance.charge((long) OF_MODULES.size() * fields.size());
                List<Child> members = OF_MODULES.stream()
                        .flatMap(part -> fields.get(part).stream())
                        .map(member -> new Child("", member))
                        .toList();
                if (members.size() == OF_MODULES.size()) {
                    children.addAll(members);
                } else {
                    named(fields, children);
                }
            }
        }
        return children;
    }

    private void named(Value.Mapping mapping, List<Child> children) throws PickleException {
        allowance.charge((long) CHILD * mapping.size());
        for (int i = 0; i < mapping.size(); i++) {
            if (mapping.key(i) instanceof Value.Text text) {
                children.add(new Child(text.value(), mapping.value(i)));
            } else if (mapping.key(i) instanceof Value.Whole whole) {
                children.add(new Child(Long.toString(whole.value()), mapping.value(i)));
            }
        }
    }
}
