package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.train.Learner;
import io.peco4j.conformance.workbench.Crew;
import io.peco4j.conformance.workbench.Drill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule LRN-19: how many workers train does not matter. */
public interface WorkerRules extends SelectionRules {
    /** Of four micro-batches, these have one, one and two. */
    int WORKERS = 3;

    @Test
    @Rule("LRN-19")
    default void anyNumberOfWorkersEndsInTheSameBytes() {
        Map<String, List<Float>> expected = trainedBy(1).get(0);
        List<Map<String, List<Float>>> ends = trainedBy(WORKERS);
        for (int worker = 0; worker < WORKERS; worker++) {
            assertThat(Drill.differing(expected, ends.get(worker)))
                    .as("tensors that differ from those of one worker after the same steps by several")
                    .isEmpty();
        }
    }

    /** What each of some workers ends with. */
    private List<Map<String, List<Float>>> trainedBy(int workers) {
        List<Trainee> trainees = new ArrayList<>();
        try {
            IntStream.range(0, workers).forEach(i -> trainees.add(trainee(1)));
            List<Learner> learners = trainees.stream().map(Trainee::learner).toList();
            new Crew(trainingSplit(), learningRate(), 2).train(learners);
            return learners.stream()
                    .map(learner -> Drill.numbers(learner.state()))
                    .toList();
        } finally {
            trainees.forEach(Trainee::close);
        }
    }
}
