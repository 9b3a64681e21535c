package io.peco4j.runtime.data;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes and prepares one example. A function of its arguments, safe on several threads at once.
 *
 * @param split where examples come from
 * @param corrupt what to do with one that cannot be decoded
 * @param preparation how it becomes a row; its generator is seeded from (seed, epoch, index)
 * @param seed of the study
 */
public record ExampleReader(Split split, Corrupt corrupt, Preparation preparation, Seed seed) {

    /** After so many unreadable examples in a row the data set is taken to be broken. */
    private static final int PATIENCE = 1000;

    /**
     * A row, and what was skipped on the way to it.
     *
     * @param unreadable by label: why it cannot be read
     */
    record Row(Sample sample, Map<String, String> unreadable) {}

    /**
     * The row of that example; if it is unreadable and may be skipped, of the next readable one, the first coming after
     * the last.
     *
     * @throws InvalidInputException if it is unreadable and may not be skipped, or if there is no readable one
     * @throws ExampleFailedException if the split or the preparation throws anything else
     */
    Row read(int epoch, int index) {
        Map<String, String> unreadable = new LinkedHashMap<>();
        int attempts = Math.min(split.size(), PATIENCE);
        for (int attempt = 0; attempt < attempts; attempt++) {
            int candidate = (int) (((long) index + attempt) % split.size());
            try {
                return new Row(prepare(example(candidate), epoch, index, candidate), unreadable);
            } catch (UnreadableExampleException e) {
                if (corrupt == Corrupt.FAIL) {
                    throw refused(e, candidate);
                }
                unreadable.put(split.label(candidate), String.valueOf(e.getMessage()));
            }
        }
        throw new InvalidInputException(new Problem(
                "PECO-251",
                attempts + " examples in a row of the split '" + split.name() + "' cannot be read, the first because: "
                        + unreadable.values().iterator().next(),
                split.label(index),
                "is this the right folder, and are its files complete?"));
    }

    private Example example(int index) {
        try {
            return split.example(index);
        } catch (UnreadableExampleException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed("reading", index, e);
        }
    }

    /** The generator belongs to the place in the order, so that a substitute differs from its own row. */
    private Sample prepare(Example example, int epoch, int index, int candidate) {
        try {
            return preparation.prepare(
                    example, seed.with("example").with(epoch).with(index).generator());
        } catch (RuntimeException e) {
            throw failed("preparing", candidate, e);
        }
    }

    private InvalidInputException refused(UnreadableExampleException e, int index) {
        InvalidInputException refusal = new InvalidInputException(new Problem(
                "PECO-250",
                String.valueOf(e.getMessage()),
                split.label(index),
                "repair or remove the file, or let the data set skip such files: corrupt = skip"));
        refusal.initCause(e);
        return refusal;
    }

    private ExampleFailedException failed(String doing, int index, RuntimeException e) {
        return new ExampleFailedException(
                doing + " example " + index + " of the split '" + split.name() + "' (" + split.label(index)
                        + ") failed: " + e,
                e);
    }
}
