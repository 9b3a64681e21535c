package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.optim.GradientStack;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Division;
import io.peco4j.runtime.worker.Floats;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The gradients of one objective, and what else its passes add up, summed over portions in the order of the tree.
 *
 * <p>A backward pass adds its gradient as a whole, so a portion on the right of the tree needs no memory of its own, but
 * a part that is more than a portion does: none for up to three portions, and for 2^k of them k - 1 times the gradients.
 * What a learner adds up by itself comes row by row, so it starts from zero for each portion, and is put aside before.
 *
 * @param gradients empty where a step never has several portions
 * @param others empty where the learner adds up nothing
 */
record GradientSums(Optional<GradientStack> gradients, Optional<GradientStack> others) {
    /** The sums from before the first portion are put aside. */
    private static final int BASE = 1;

    /** Of steps that never have several portions. */
    static GradientSums ofOnePass() {
        return new GradientSums(Optional.empty(), Optional.empty());
    }

    /**
     * Those of an objective.
     *
     * @param parameters of the objective
     * @param others of the learner
     * @param manager owns what waits
     */
    static GradientSums of(List<NDArray> parameters, Optional<GradientStack> others, NDManager manager) {
        return new GradientSums(Optional.of(new GradientStack(manager, parameters, List.of())), others);
    }

    /** What a learner adds up besides gradients. */
    static Optional<GradientStack> others(PassState state, NDManager manager) {
        return state.sums().isEmpty()
                ? Optional.empty()
                : Optional.of(new GradientStack(manager, List.of(), state.sums()));
    }

    /** Without what the learner adds up: in a step whose passes change it directly. */
    GradientSums ofGradientsAlone() {
        return new GradientSums(gradients, Optional.empty());
    }

    /**
     * Sums the portions of some nodes, starting from gradients of zero. The last sum is left where gradients are; those
     * before it wait.
     *
     * @param pass adds a portion's gradients
     */
    void add(List<Node> nodes, IntConsumer pass) {
        others.ifPresent(GradientStack::push);
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0) {
                gradients.orElseThrow().push();
                others.ifPresent(GradientStack::push);
            }
            add(nodes.get(i), pass);
        }
    }

    private void add(Node node, IntConsumer pass) {
        if (node.isLeaf()) {
            pass.accept(node.from());
            return;
        }
        add(node.left(), pass);
        boolean apart = !node.right().isLeaf();
        if (apart) {
            gradients.orElseThrow().push();
        }
        others.ifPresent(GradientStack::push);
        add(node.right(), pass);
        others.ifPresent(GradientStack::pop);
        if (apart) {
            gradients.orElseThrow().pop();
        }
    }

    /** Puts the sums of all workers together; then this worker has those of all portions. */
    void total(Division division, Collective workers) {
        List<Node> nodes = division.nodes(workers.rank().index());
        if (workers.rank().size() > 1) {
            GradientStack stack = gradients.orElseThrow();
            stack.present(live -> {
                List<NDArray> all = new ArrayList<>(live);
                others.ifPresent(more -> more.present(all::addAll));
                Floats result = floats(all);
                workers.sum(division, sums(nodes, result), result);
            });
            stack.drop(0);
            others.ifPresent(more -> more.drop(BASE));
        }
        others.ifPresent(GradientStack::pop);
    }

    private Map<Node, Floats> sums(List<Node> nodes, Floats last) {
        Map<Node, Floats> sums = new HashMap<>();
        for (int i = 0; i + 1 < nodes.size(); i++) {
            List<NDArray> all =
                    new ArrayList<>(gradients.orElseThrow().waiting().get(i));
            int level = BASE + i;
            others.ifPresent(more -> all.addAll(more.waiting().get(level)));
            sums.put(nodes.get(i), floats(all));
        }
        if (!nodes.isEmpty()) {
            sums.put(nodes.get(nodes.size() - 1), last);
        }
        return sums;
    }

    private static Floats floats(List<NDArray> tensors) {
        List<FloatBuffer> parts = new ArrayList<>();
        tensors.forEach(tensor -> parts.add(TensorMemory.of(tensor).asFloatBuffer()));
        return new Floats(parts);
    }
}
