package io.peco4j.nn.weights.pickle;

import java.util.List;

/** Puts values into containers and fields into objects. */
final class ContainerUpdates {
    private ContainerUpdates() {}

    static void append(List<Value> items, Value target) throws PickleException {
        if (target instanceof Value.Sequence sequence) {
            items.forEach(sequence::add);
        } else if (!(target instanceof Value.Instance)) {
            throw new PickleException("it appends to something that is no list");
        }
    }

    /** @param flat key, value, key, value and so on */
    static void assign(List<Value> flat, Value target) throws PickleException {
        if (target instanceof Value.Instance instance) {
            assign(instance.items(), flat);
        } else if (target instanceof Value.Mapping mapping) {
            assign(mapping, flat);
        } else {
            throw new PickleException("it assigns into something that is no dictionary");
        }
    }

    static void assign(Value.Mapping target, List<Value> flat) throws PickleException {
        if (flat.size() % 2 != 0) {
            throw new PickleException("it has a key without a value");
        }
        for (int i = 0; i < flat.size(); i += 2) {
            target.put(flat.get(i), flat.get(i + 1));
        }
    }

    /** Sets the fields of an object; those of a dictionary, a tensor or a text, such as hooks, are of no interest. */
    static void build(Value target, Value state) throws PickleException {
        if (target instanceof Value.Instance instance) {
            // With slots, the state is a pair of the fields and the slots.
            boolean pair = state instanceof Value.Sequence both && both.items().size() == 2;
            instance.build(pair ? ((Value.Sequence) state).items().get(0) : state);
        } else if (target instanceof NumpyArray array) {
            array.build(state);
        } else if (target instanceof NumpyType type) {
            type.build(state);
        } else if (!(target instanceof Value.Mapping
                || target instanceof Value.Tensor
                || target instanceof Value.Sequence
                || target instanceof Value.Text)) {
            throw new PickleException("it sets the fields of something that has none");
        }
    }
}
