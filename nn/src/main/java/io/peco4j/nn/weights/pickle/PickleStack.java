package io.peco4j.nn.weights.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The stack of a pickle, with marks. Nothing below the last mark can be taken. */
final class PickleStack {
    private final List<Value> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    void push(Value value) {
        values.add(value);
    }

    void mark() {
        marks.push(values.size());
    }

    Value peek() throws PickleException {
        require(1);
        return values.get(values.size() - 1);
    }

    Value pop() throws PickleException {
        require(1);
        return values.remove(values.size() - 1);
    }

    /** Takes the last value, or the last mark if nothing follows it. */
    void drop() throws PickleException {
        if (!marks.isEmpty() && marks.peek() == values.size()) {
            marks.pop();
        } else {
            pop();
        }
    }

    /** Takes some values, the lowest first. */
    List<Value> take(int count) throws PickleException {
        require(count);
        return from(values.size() - count);
    }

    /** Takes what follows the last mark, and the mark. */
    List<Value> popToMark() throws PickleException {
        if (marks.isEmpty()) {
            throw new PickleException("its pickle takes what it never pushed");
        }
        return from(marks.pop());
    }

    private List<Value> from(int start) {
        List<Value> top = values.subList(start, values.size());
        List<Value> taken = new ArrayList<>(top);
        top.clear();
        return taken;
    }

    private void require(int count) throws PickleException {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (values.size() - count < floor) {
            throw new PickleException("its pickle takes what it never pushed");
        }
    }
}
