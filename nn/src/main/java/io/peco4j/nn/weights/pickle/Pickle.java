package io.peco4j.nn.weights.pickle;

import java.util.Set;

/**
 * What a pickle holds.
 *
 * @param root its value
 * @param storages all that it refers to, whether or not a tensor uses them
 */
public record Pickle(Value root, Set<Value.Storage> storages) {
    /** Copies the set. */
    public Pickle {
        storages = Set.copyOf(storages);
    }
}
