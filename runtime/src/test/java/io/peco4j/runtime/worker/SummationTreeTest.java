package io.peco4j.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class SummationTreeTest {
    @Property(tries = 60)
    void everyNumberOfWorkersGivesTheSameBits(
            @ForAll @Size(min = 1, max = 64) List<@FloatRange(min = -1e6f, max = 1e6f) Float> leaves) {
        SummationTree tree = new SummationTree(leaves.size());
        int expected = bits(tree, leaves, 1);
        for (int workers = 2; workers <= leaves.size(); workers++) {
            assertThat(bits(tree, leaves, workers)).as("%d workers", workers).isEqualTo(expected);
        }
    }

    @Property
    void nodesOfAllBlocksArePartsOfTheTreeAndPartitionTheLeaves(
            @ForAll @IntRange(min = 1, max = 64) int leaves, @ForAll @IntRange(min = 1, max = 64) int workers) {
        SummationTree tree = new SummationTree(leaves);
        Rank rank = new Rank(0, workers);
        List<Integer> covered = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            List<Node> nodes = tree.nodes(rank.start(worker, leaves), rank.start(worker + 1, leaves));
            assertThat(nodes).allMatch(node -> isIn(tree.root(), node));
            assertThat(nodes.size()).isLessThanOrEqualTo(2 * Integer.numberOfTrailingZeros(64));
            nodes.forEach(node -> IntStream.range(node.from(), node.to()).forEach(covered::add));
        }
        assertThat(covered).isEqualTo(IntStream.range(0, leaves).boxed().toList());
    }

    @Example
    void parenthesesAreThoseOfTheLargestPowersOfTwo() {
        assertThat(text(2)).isEqualTo("(0+1)");
        assertThat(text(3)).isEqualTo("((0+1)+2)");
        assertThat(text(4)).isEqualTo("((0+1)+(2+3))");
        assertThat(text(7)).isEqualTo("(((0+1)+(2+3))+((4+5)+6))");
    }

    private static String text(int leaves) {
        Map<Node, String> parts = new HashMap<>();
        IntStream.range(0, leaves).forEach(i -> parts.put(new Node(i, i + 1), Integer.toString(i)));
        return new SummationTree(leaves).sum(parts, (left, right) -> "(" + left + "+" + right + ")");
    }

    private static boolean isIn(Node tree, Node node) {
        return tree.equals(node) || (!tree.isLeaf() && (isIn(tree.left(), node) || isIn(tree.right(), node)));
    }

    /** As workers do it: each sums its nodes, from their leaves alone, and one puts these together. */
    private static int bits(SummationTree tree, List<Float> leaves, int workers) {
        Rank rank = new Rank(0, workers);
        Map<Node, Float> parts = new HashMap<>();
        for (int worker = 0; worker < workers; worker++) {
            tree.nodes(rank.start(worker, leaves.size()), rank.start(worker + 1, leaves.size()))
                    .forEach(node -> parts.put(node, sum(node, leaves)));
        }
        return Float.floatToIntBits(tree.sum(parts, Float::sum));
    }

    private static float sum(Node node, List<Float> leaves) {
        return node.isLeaf() ? leaves.get(node.from()) : sum(node.left(), leaves) + sum(node.right(), leaves);
    }
}
