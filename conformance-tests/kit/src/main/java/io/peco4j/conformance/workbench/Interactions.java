package io.peco4j.conformance.workbench;

import io.peco4j.conformance.stub.Sight;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which tokens of the encoder are compared with which targets: of the four losses with one or the other changed, both
 * or none, the part that neither change explains alone.
 *
 * <p>An encoder that leaves hidden patches out gives no token for them. There, the rows of the decoder's positions tell
 * predictions apart.
 */
public final class Interactions {
    /** Of the loss; tables that one target depends on do nothing to another. */
    private static final double ROUNDING = 1e-5;

    private final Targets targets;
    private final List<Sight> sights;
    private final double usual;

    /** Of a loss that is observed already. */
    public Interactions(Targets targets) {
        this.targets = targets;
        this.sights = targets.pass().sights();
        this.usual = targets.loss();
    }

    /** For each picture of the batch, the one whose tokens its targets are compared with, as far as it can be seen. */
    public List<Integer> pictures() {
        int rows = targets.none().size();
        return IntStream.range(0, rows)
                .map(row -> strongest(rows, other -> interaction(with(other, -1), hiddenOf(row))))
                .boxed()
                .toList();
    }

    /**
     * For each hidden patch of a picture, the hidden patch whose token its target is compared with.
     *
     * @param row of the batch
     * @return in the order of {@code hidden}
     */
    public List<Integer> patches(int row, List<Integer> hidden) {
        return hidden.stream()
                .map(patch -> hidden.get(strongest(
                        hidden.size(), i -> interaction(with(row, 1 + hidden.get(i)), targets.only(row, patch)))))
                .toList();
    }

    /** Whether the encoder gives a token for every patch of a picture, hidden ones included. */
    public boolean haveAToken(int patches) {
        return sights.stream().filter(Sight::recorded).allMatch(sight -> sight.hasTokenForEach(patches));
    }

    /**
     * For each hidden patch of a picture, the hidden patch whose row of positions its target is compared with.
     *
     * @param row of the batch
     * @return in the order of {@code hidden}; empty if the table has nothing to do with these targets
     */
    public List<Integer> positions(PositionTable table, int row, List<Integer> hidden) {
        double[] alone = alone(table, hidden);
        return owners(hidden, patch -> {
            List<BitSet> changed = targets.only(row, patch);
            double target = targets.loss(sights, changed);
            return i -> table.with(hidden.get(i), () -> targets.loss(sights, changed)) - target - alone[i];
        });
    }

    /**
     * For each visible patch of a batch of one picture, the visible patch whose row of positions its token is given.
     *
     * @param visible patches, in the order of their tokens
     * @return in the order of {@code visible}; empty if visible patches are given no row of this table
     */
    public List<Integer> places(PositionTable table, List<Integer> visible) {
        double[] alone = alone(table, visible);
        if (DoubleStream.of(alone).anyMatch(change -> change == 0)) {
            return List.of();
        }
        return owners(visible, patch -> {
            List<Sight> others = with(0, 1 + visible.indexOf(patch));
            double changed = targets.loss(others, targets.none());
            return i -> table.with(visible.get(i), () -> targets.loss(others, targets.none())) - changed - alone[i];
        });
    }

    private double[] alone(PositionTable table, List<Integer> patches) {
        return patches.stream()
                .mapToDouble(patch -> table.with(patch, targets::loss) - usual)
                .toArray();
    }

    /** The strongest partner of each patch; none if no interaction is more than rounding. */
    private List<Integer> owners(List<Integer> patches, IntFunction<IntToDoubleFunction> interactions) {
        List<Integer> owners = new ArrayList<>();
        double most = 0;
        for (int patch : patches) {
            IntToDoubleFunction signed = interactions.apply(patch);
            double[] found = IntStream.range(0, patches.size())
                    .mapToDouble(i -> Math.abs(signed.applyAsDouble(i)))
                    .toArray();
            int strongest = strongest(found.length, i -> found[i]);
            owners.add(patches.get(strongest));
            most = Math.max(most, found[strongest]);
        }
        return most > ROUNDING * Math.abs(usual) ? owners : List.of();
    }

    private double interaction(List<Sight> others, List<BitSet> changed) {
        return Math.abs(targets.loss(others, changed)
                - targets.loss(others, targets.none())
                - targets.loss(sights, changed)
                + usual);
    }

    private List<BitSet> hiddenOf(int row) {
        List<BitSet> changed = targets.none();
        changed.get(row).or(targets.pass().hidden(row));
        return changed;
    }

    /** The passes with another token of one picture, that of the class first; all of them where it is negative. */
    private List<Sight> with(int row, int token) {
        return sights.stream()
                .map(sight -> sight.recorded() ? with(sight, row, token) : sight)
                .toList();
    }

    private static Sight with(Sight sight, int row, int token) {
        float[] tokens = sight.tokens().clone();
        int width = (int) sight.outcome().get(2);
        int count = (int) sight.outcome().get(1);
        int first = row * count + Math.max(token, 0);
        SplittableRandom random = new SplittableRandom(first);
        for (int i = first * width; i < (token < 0 ? first + count : first + 1) * width; i++) {
            tokens[i] = (float) random.nextDouble(-3, 3);
        }
        return sight.with(tokens);
    }

    private static int strongest(int count, IntToDoubleFunction strength) {
        int strongest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double found = strength.applyAsDouble(i);
            if (found > most) {
                most = found;
                strongest = i;
            }
        }
        return strongest;
    }
}
