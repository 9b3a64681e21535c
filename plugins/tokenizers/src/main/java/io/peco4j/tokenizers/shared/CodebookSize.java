package io.peco4j.tokenizers.shared;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.Problem;
import java.util.List;

/** Whether there is enough to learn a codebook from. */
public final class CodebookSize {
    private CodebookSize() {}

    /**
     * A problem, PECO-160, if there are more codewords than vectors to learn them from: they could only copy these, and
     * most would stay unused.
     *
     * @param option that says how many, as a study writes it
     * @param grid tokens of a picture along one side
     */
    public static List<Problem> problems(String option, int codewords, int grid, Dataset data) {
        long pictures = data.split(Dataset.TRAIN).size();
        long tokens = (long) grid * grid;
        long vectors = pictures * tokens;
        if (codewords <= vectors) {
            return List.of();
        }
        return List.of(new Problem(
                "PECO-160",
                option + " = " + codewords + " is more than the " + vectors + " vectors to learn from: " + pictures
                        + " training pictures of " + tokens + " tokens",
                "",
                "at most " + vectors + ", more pictures, or more tokens per picture"));
    }
}
