package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.conformance.workbench.Drill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rule LRN-14, for learners whose groups do not all start at once; and what all rules of learners try. */
public interface LateGroupRules {
    /** Rows of a batch. */
    int ROWS = 4;

    /** What to try; of a component that does not train, this ends the rule ({@link Applies}). */
    Trainee trainee(long seed);

    /** What is learned from. */
    Split trainingSplit();

    /** Learning rate of all steps. */
    default double learningRate() {
        return 1e-3;
    }

    @Test
    @Rule("LRN-14")
    default void aGroupStaysUntilItsEpochAndMovesFromThenOn() {
        try (Trainee trainee = trainee(1);
                Drill drill = new Drill(trainee.learner(), trainingSplit(), ROWS, learningRate())) {
            List<ParameterGroup> late = trainee.learner().objectives().stream()
                    .flatMap(objective -> objective.groups().stream())
                    .filter(group ->
                            group.fromEpoch() > 0 && !group.parameters().isEmpty())
                    .toList();
            Applies.onlyIf(!late.isEmpty(), "all its groups start at once");
            late.forEach(group -> startsLate(drill, group));
        }
    }

    private static void startsLate(Drill drill, ParameterGroup group) {
        Map<String, NDArray> parameters = group.parameters();
        Map<String, List<Float>> before = Drill.numbers(parameters);
        drill.enter(group.fromEpoch() - 1);
        drill.steps(2);
        assertThat(Drill.differing(before, Drill.numbers(parameters)))
                .as(
                        "parameters of the group '%s', which starts in epoch %d, that two steps of the epoch before moved",
                        group.name(), group.fromEpoch())
                .isEmpty();
        drill.enter(group.fromEpoch());
        // Some parameters, such as those before a layer that starts at zero, need a few steps.
        drill.steps(3);
        assertThat(Drill.differing(before, Drill.numbers(parameters)))
                .as(
                        "parameters of the group '%s' that three steps of epoch %d, in which it starts, moved",
                        group.name(), group.fromEpoch())
                .isNotEmpty();
    }
}
