package io.peco4j.runtime.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The order in which the micro-batches of a step are summed: a binary tree over their numbers that depends on nothing
 * but how many there are.
 *
 * <p>{@code T(lo, hi) = T(lo, m) + T(m, hi)} with {@code m = lo} plus the largest power of two below {@code hi - lo}.
 * Addition of floats commutes but does not associate; with these parentheses a sum has the same bits whoever computes
 * which part of it.
 *
 * @param leaves number of micro-batches, at least 1
 */
public record SummationTree(int leaves) {
    public SummationTree {
        if (leaves < 1) {
            throw new IllegalArgumentException("a tree of " + leaves + " leaves");
        }
    }

    /**
     * A part of the leaves that is summed by itself.
     *
     * @param from number of its first leaf
     * @param to number after its last leaf
     */
    public record Node(int from, int to) {
        public boolean isLeaf() {
            return to - from == 1;
        }

        /** The first part; of more than one leaf only. */
        public Node left() {
            return new Node(from, from + Integer.highestOneBit(to - from - 1));
        }

        /** The second part; of more than one leaf only. */
        public Node right() {
            return new Node(left().to, to);
        }
    }

    /** All leaves. */
    public Node root() {
        return new Node(0, leaves);
    }

    /**
     * The most sums that wait at a time while one worker sums all leaves, where a leaf on the right is added to what is
     * there: {@code k - 1} of {@code 2^k} leaves, none of up to three.
     */
    public int waiting() {
        return waiting(root());
    }

    private static int waiting(Node node) {
        if (node.isLeaf()) {
            return 0;
        }
        int right = node.right().isLeaf() ? 0 : 1 + waiting(node.right());
        return Math.max(waiting(node.left()), right);
    }

    /**
     * The fewest nodes that make up a row of leaves, in order: what one who has these leaves can sum by itself.
     *
     * @param from number of the first leaf
     * @param to number after the last; as large as {@code from}: no node at all
     */
    public List<Node> nodes(int from, int to) {
        List<Node> found = new ArrayList<>();
        collect(root(), from, to, found);
        return found;
    }

    private static void collect(Node node, int from, int to, List<Node> found) {
        if (from <= node.from() && node.to() <= to) {
            found.add(node);
        } else if (node.from() < to && from < node.to()) {
            collect(node.left(), from, to, found);
            collect(node.right(), from, to, found);
        }
    }

    /**
     * The sum of all leaves.
     *
     * @param parts of nodes that make up all leaves
     * @param plus may change and return its first argument
     */
    public <T> T sum(Map<Node, T> parts, BinaryOperator<T> plus) {
        return sum(root(), parts, plus);
    }

    private static <T> T sum(Node node, Map<Node, T> parts, BinaryOperator<T> plus) {
        T known = parts.get(node);
        if (known != null) {
            return known;
        }
        if (node.isLeaf()) {
            throw new IllegalArgumentException("nobody has summed the leaf " + node.from());
        }
        return plus.apply(sum(node.left(), parts, plus), sum(node.right(), parts, plus));
    }
}
