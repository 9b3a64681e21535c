package io.peco4j.tasks.codebook;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;

/** The split that is scored, which nothing was trained on. */
final class ScoredSplit {
    private ScoredSplit() {}

    /** @throws InvalidInputException PECO-221 if the data have no validation split */
    static void require(Dataset dataset, String task) {
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            throw new InvalidInputException(new Problem(
                    "PECO-221",
                    task + " scores on a validation split, and the data set has none",
                    "data",
                    "add a folder  val  beside  train, or leave both out and set  data.validation"));
        }
    }
}
