package io.peco4j.runtime.train;

import ai.djl.ndarray.NDManager;
import io.peco4j.nn.optim.GradientStack;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The gradients of one objective, summed over portions in the order of the tree. Backward passes add to what is there,
 * so only a part of the tree that is more than a portion, and not the first, needs memory of its own: none for up to
 * three portions, and for 2^k of them as much as k - 1 times the gradients.
 *
 * @param stack empty where a step never has several portions
 */
record GradientSums(Optional<GradientStack> stack) {

    /**
     * Those of an objective.
     *
     * @param update its parameters
     * @param passes the most portions of a step
     * @param manager owns what waits
     */
    static GradientSums of(Update update, int passes, NDManager manager) {
        return new GradientSums(
                passes == 1
                        ? Optional.empty()
                        : Optional.of(new GradientStack(manager, update.parameters(), List.of())));
    }

    /**
     * Sums the portions of a node, starting from gradients of zero.
     *
     * @param pass adds a portion's gradients
     */
    void add(Node node, IntConsumer pass) {
        if (node.isLeaf()) {
            pass.accept(node.from());
            return;
        }
        add(node.left(), pass);
        if (node.right().isLeaf()) {
            add(node.right(), pass);
        } else {
            stack.orElseThrow().push();
            add(node.right(), pass);
            stack.orElseThrow().pop();
        }
    }
}
