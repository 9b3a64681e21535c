package io.peco4j.api.data;

import io.peco4j.api.problem.InvalidInputException;
import java.util.List;

/**
 * Examples in named splits.
 *
 * <p>Opened once per study, by a constructor that reads directory listings but no pictures and throws
 * {@link InvalidInputException} if there is nothing to learn from. Safe to read from several threads.
 */
public interface Dataset {
    /** The split that training reads. */
    String TRAIN = "train";

    /** The split that scores are computed on; never trained on. */
    String VALIDATION = "val";

    /** All splits; they have no example in common. {@link #TRAIN} always exists. */
    List<Split> splits();

    /** Names of the classes, by index; empty if examples carry no class. */
    List<String> classes();

    /**
     * A colour for each class, {@code 0xRRGGBB}, in which pictures show class maps; empty if the data set has none of
     * its own: whoever draws then chooses some.
     */
    default List<Integer> colours() {
        return List.of();
    }

    /**
     * What all examples of all splits are, one of the records of {@link Example}. Known when the data set is opened, so
     * that a component that {@link Reads} others can be refused before anything is trained.
     */
    Class<? extends Example> exampleType();

    /**
     * What a person should know of how the examples were found, as one to three lines: which folders became which
     * split, what was left out. {@code plan} and {@code run} show them below the sizes of the splits, which they add
     * themselves.
     */
    default List<String> notes() {
        return List.of();
    }

    /** What happens to an example that cannot be decoded. */
    default Corrupt corrupt() {
        return Corrupt.FAIL;
    }

    /**
     * A hash of the content: equal for equal examples in equal order; it changes when a byte of any of them changes.
     * Part of the key of every stage that reads the data.
     */
    String fingerprint();

    /**
     * The split of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    default Split split(String name) {
        return splits().stream()
                .filter(split -> split.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no split " + name + " in "
                        + splits().stream().map(Split::name).toList()));
    }

    /** What to do with an example that cannot be decoded. */
    enum Corrupt {
        /** The stage that reads it fails, naming the file. */
        FAIL,
        /** Leave it out: it is neither trained on nor counted in scores, and its batch has one row less. */
        SKIP
    }
}
