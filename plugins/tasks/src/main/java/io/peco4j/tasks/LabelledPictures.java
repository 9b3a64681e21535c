package io.peco4j.tasks;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What every task that scores classes asks of its data. */
public final class LabelledPictures {
    private LabelledPictures() {}

    /**
     * Checks that a data set has classes and a validation split.
     *
     * @param task named in the problems
     * @throws InvalidInputException PECO-220, PECO-221
     */
    public static void require(Dataset dataset, String task) {
        List<Problem> problems = new ArrayList<>();
        if (dataset.classes().size() < 2) {
            problems.add(new Problem(
                    "PECO-220",
                    task + " needs labelled pictures, and the data set has "
                            + (dataset.classes().isEmpty() ? "no classes" : "one class"),
                    "data",
                    "put the pictures of each class in a folder of its own"));
        }
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

    /** A row with the fields {@code image} and {@code label}. */
    public static Sample sample(Example example, RgbImage view) {
        if (example instanceof Example.Labelled labelled) {
            return Sample.of("image", view).with("label", labelled.label());
        }
        throw new IllegalArgumentException(
                "an example without a class: " + example.getClass().getSimpleName());
    }
}
