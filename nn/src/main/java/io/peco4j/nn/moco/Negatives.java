package io.peco4j.nn.moco;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import java.util.List;
import java.util.Optional;

/** What contrast asks of a recipe: at least two pictures in every forward pass, so that each has a negative. */
public final class Negatives {
    private Negatives() {}

    /**
     * What is wrong with the passes of full batches.
     *
     * @param name of what contrasts, for the message
     * @return PECO-140, or nothing
     */
    public static Optional<Problem> problem(Recipe recipe, String name) {
        return problem(recipe, recipe.batch(), name);
    }

    /** The same for a training on these data: a batch is never larger than their training split. */
    public static List<Problem> problems(Recipe recipe, Dataset data, String name) {
        int examples = data.split(Dataset.TRAIN).size();
        return examples == 0
                ? List.of()
                : problem(recipe, Math.min(recipe.batch(), examples), name).stream()
                        .toList();
    }

    private static Optional<Problem> problem(Recipe recipe, int batch, String name) {
        if (recipe.smallestPass(batch) > 1) {
            return Optional.empty();
        }
        String shrunk = batch < recipe.batch() ? ", of which the training split fills " + batch : "";
        return Optional.of(new Problem(
                "PECO-140",
                "a pass of one picture, as batch = " + recipe.batch() + shrunk + " and micro-batch = "
                        + recipe.microBatch() + " make it, has no other to tell it from",
                name,
                "at least 2 pictures in each pass; the more, the better"));
    }
}
