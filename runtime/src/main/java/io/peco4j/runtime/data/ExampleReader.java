package io.peco4j.runtime.data;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.problem.Causes;

/**
 * Decodes and prepares one example. A function of its arguments, safe on several threads at once.
 *
 * @param split where examples come from
 * @param corrupt what to do with one that cannot be decoded
 * @param preparation how it becomes a row; its generator is seeded from (seed, epoch, index, copy)
 * @param seed of the study
 */
public record ExampleReader(Split split, Corrupt corrupt, Preparation preparation, Seed seed) {

    /**
     * The row of that example.
     *
     * @param copy how often the epoch has shown it before: each copy is prepared with other randomness
     * @throws UnreadableExampleException if it is unreadable and may be skipped
     * @throws InvalidInputException if it is unreadable and may not be skipped
     * @throws ExampleFailedException if the split or the preparation throws anything else
     */
    Sample read(int epoch, int index, int copy) {
        try {
            return prepare(example(index), epoch, index, copy);
        } catch (UnreadableExampleException e) {
            throw corrupt == Corrupt.SKIP ? e : refused(e, index);
        }
    }

    private Example example(int index) {
        try {
            return split.example(index);
        } catch (UnreadableExampleException e) {
            throw e;
        } catch (Throwable e) {
            throw failed("reading", index, e);
        }
    }

    private Sample prepare(Example example, int epoch, int index, int copy) {
        Seed first = seed.with("example").with(epoch).with(index);
        try {
            return preparation.prepare(example, (copy == 0 ? first : first.with(copy)).generator());
        } catch (UnreadableExampleException e) {
            // The frames of a clip are decoded when the preparation asks for them.
            throw e;
        } catch (Throwable e) {
            throw failed("preparing", index, e);
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

    private ExampleFailedException failed(String doing, int index, Throwable e) {
        return new ExampleFailedException(place(index), doing + " " + place(index) + " failed: " + Causes.line(e), e);
    }

    /** What a person would call the example, with its split. */
    String place(int index) {
        return "example " + index + " of the split '" + split.name() + "' (" + split.label(index) + ")";
    }
}
