package io.peco4j.conformance.workbench;

import io.peco4j.conformance.stub.Sight;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Which tokens of the encoder are compared with which targets: of the four losses with one or the other changed, both
 * or none, the part that neither change explains alone.
 */
public final class Interactions {
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
                        hidden.size(), i -> interaction(with(row, hidden.get(i)), targets.only(row, patch)))))
                .toList();
    }

    /** Whether the encoder gives a token for every patch of a picture, hidden ones included. */
    public boolean haveAToken(int patches) {
        return sights.stream()
                .allMatch(sight ->
                        sight.outcome().dimension() == 3 && sight.outcome().get(1) == 1 + patches);
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

    /** The passes with other tokens of one picture: of a patch, or of all where it is negative. */
    private List<Sight> with(int row, int patch) {
        return sights.stream().map(sight -> with(sight, row, patch)).toList();
    }

    private static Sight with(Sight sight, int row, int patch) {
        float[] tokens = sight.tokens().clone();
        int width = (int) sight.outcome().get(2);
        int count = (int) sight.outcome().get(1);
        int first = row * count + (patch < 0 ? 0 : 1 + patch);
        SplittableRandom random = new SplittableRandom(first);
        for (int i = first * width; i < (patch < 0 ? first + count : first + 1) * width; i++) {
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
