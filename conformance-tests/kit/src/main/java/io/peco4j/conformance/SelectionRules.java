package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Split;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule LRN-16: what a learner learns from. */
public interface SelectionRules extends LateGroupRules {

    @Test
    @Rule("LRN-16")
    default void anEpochPassesOverExamplesOfTheTrainingSplitAlwaysTheSame() {
        Split train = trainingSplit();
        try (Trainee trainee = trainee(1);
                Trainee other = trainee(1)) {
            List<String> chosen = labels(trainee.learner().examples(train));
            assertThat(chosen).as("examples that an epoch passes over").isNotEmpty();
            assertThat(labels(train)).as("examples of the training split").containsAll(chosen);
            assertThat(labels(trainee.learner().examples(train)))
                    .as("examples that an epoch passes over, asked for twice")
                    .isEqualTo(chosen);
            assertThat(labels(other.learner().examples(train)))
                    .as("examples that an epoch passes over, in a learner made with the same seed")
                    .isEqualTo(chosen);
        }
    }

    private static List<String> labels(Split split) {
        return IntStream.range(0, split.size()).mapToObj(split::label).toList();
    }
}
