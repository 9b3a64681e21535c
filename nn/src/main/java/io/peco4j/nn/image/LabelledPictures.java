package io.peco4j.nn.image;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with a class each: what tasks that learn and score classes ask of their data, and the rows that they read.
 * Such a task {@code @Reads(Example.Labelled.class)}, and asks in its constructor for what cannot be seen before the
 * data are open.
 */
public final class LabelledPictures {
    private LabelledPictures() {}

    /**
     * Checks that a data set has at least two classes, and a validation split.
     *
     * @param task its id, which the problems name
     * @throws InvalidInputException PECO-220, PECO-221, both at once
     */
    public static void require(Dataset dataset, String task) {
        List<Problem> problems = new ArrayList<>();
        withoutClasses(dataset, task).ifPresent(problems::add);
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            problems.add(new Problem(
                    "PECO-221",
                    task + " scores on a validation split, and the data set has none",
                    "data",
                    "add a folder  val  beside  train, or leave both out and set  data.validation"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /**
     * What is wrong with a data set that has fewer than two classes: PECO-220.
     *
     * @param component its id, which the problem names
     */
    public static Optional<Problem> withoutClasses(Dataset dataset, String component) {
        if (dataset.classes().size() >= 2) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "PECO-220",
                component + " needs labelled pictures, and the data set has "
                        + (dataset.classes().isEmpty() ? "no classes" : "one class"),
                "data",
                "put the pictures of each class in a folder of its own"));
    }

    /**
     * A row with the fields {@link Sample#IMAGE} and {@link Sample#LABEL}.
     *
     * @param view what is seen of the example's picture
     * @throws IllegalArgumentException if the example is no {@link Example.Labelled}
     */
    public static Sample sample(Example example, RgbImage view) {
        if (example instanceof Example.Labelled labelled) {
            return Sample.of(Sample.IMAGE, view).with(Sample.LABEL, labelled.label());
        }
        throw new IllegalArgumentException(
                "an example without a class: " + example.getClass().getSimpleName());
    }
}
