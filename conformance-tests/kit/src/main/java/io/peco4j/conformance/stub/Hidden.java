package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which patches a pass of an encoder did not see.
 *
 * @param rows one set of hidden patches for each picture; empty if nothing is hidden of any
 * @param kept the visible patches of each picture, in the order of their tokens, where hidden ones are left out; else
 *     empty
 * @param faults what is wrong with the mask, in words; empty if it is legal
 */
public record Hidden(List<BitSet> rows, List<List<Integer>> kept, List<String> faults) {
    public Hidden {
        rows = List.copyOf(rows);
        kept = List.copyOf(kept);
        faults = List.copyOf(faults);
    }

    /** No mask at all. */
    public static Hidden nothing() {
        return new Hidden(List.of(), List.of(), List.of());
    }

    /**
     * What a mask hides.
     *
     * @param patches number of patches of a picture
     */
    public static Hidden of(Masking masking, int patches) {
        if (masking instanceof Masking.Replace replace) {
            return replaced(replace.hidden(), patches);
        }
        return masking instanceof Masking.Keep keep ? left(keep.visible(), patches) : nothing();
    }

    /** Whether there is a mask. */
    public boolean masks() {
        return !rows.isEmpty();
    }

    /** Share of the patches of all pictures that are hidden. */
    public double share(int patches) {
        return rows.stream().mapToInt(BitSet::cardinality).sum() / (double) (rows.size() * patches);
    }

    private static Hidden replaced(NDArray hidden, int patches) {
        if (hidden.getShape().dimension() != 2 || hidden.getShape().get(1) != patches) {
            return misshapen(hidden, "(B, " + patches + ")");
        }
        List<BitSet> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        float[] values = hidden.toFloatArray();
        for (int row = 0; row < values.length / patches; row++) {
            BitSet set = new BitSet();
            for (int patch = 0; patch < patches; patch++) {
                float value = values[row * patches + patch];
                set.set(patch, value != 0);
                if (value != 0 && value != 1) {
                    faults.add("picture " + row + ", patch " + patch + ": " + value + " is neither 0 nor 1");
                }
            }
            check(row, set, patches, faults);
            rows.add(set);
        }
        return new Hidden(rows, List.of(), faults);
    }

    private static Hidden left(NDArray visible, int patches) {
        if (visible.getShape().dimension() != 2 || visible.getShape().get(1) > patches) {
            return misshapen(visible, "(B, n), n < " + patches + ",");
        }
        List<BitSet> rows = new ArrayList<>();
        List<List<Integer>> order = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int kept = (int) visible.getShape().get(1);
        long[] values = visible.toLongArray();
        for (int row = 0; row < visible.getShape().get(0); row++) {
            BitSet set = new BitSet();
            set.set(0, patches);
            for (int i = 0; i < kept; i++) {
                int patch = (int) values[row * kept + i];
                if (patch < 0 || patch >= patches || !set.get(patch)) {
                    faults.add("picture " + row + ": patch " + patch + " is kept twice, or there is none");
                } else {
                    set.clear(patch);
                }
            }
            check(row, set, patches, faults);
            rows.add(set);
            order.add(LongStream.of(values)
                    .skip((long) row * kept)
                    .limit(kept)
                    .mapToObj(Math::toIntExact)
                    .toList());
        }
        return new Hidden(rows, order, faults);
    }

    private static Hidden misshapen(NDArray mask, String expected) {
        return new Hidden(
                List.of(new BitSet()),
                List.of(),
                List.of("it is " + mask.getShape() + " where " + expected + " is asked for"));
    }

    private static void check(int row, BitSet hidden, int patches, List<String> faults) {
        if (hidden.isEmpty() || hidden.cardinality() == patches) {
            faults.add("picture " + row + ": " + hidden.cardinality() + " of " + patches + " patches are hidden");
        }
    }
}
