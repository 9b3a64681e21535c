package io.peco4j.nn.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.parity.Tape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchStatisticsTest {
    /** Batches seen one by one from zeros, of which a pass may have several, add up to what one after the other do. */
    @Test
    void replayedBatchesMoveTheBuffersAsTheyDoOneAfterTheOther() {
        try (Tape tape = Tape.float32()) {
            BatchNorm norm = new BatchNorm(tape.context(), 3);
            BatchNorm replayed = new BatchNorm(tape.context(), 3);
            PassState state = BatchStatistics.of(replayed);
            List<NDArray> batches = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                batches.add(tape.manager()
                        .randomNormal(
                                i,
                                1 + i,
                                new Shape(4, 3, 2, 2),
                                norm.tensors().get(0).getDataType()));
            }
            batches.forEach(batch -> norm.forward(batch, true));

            List<List<NDArray>> passes = new ArrayList<>();
            for (List<NDArray> pass : List.of(batches.subList(0, 2), batches.subList(2, 2), batches.subList(2, 5))) {
                List<NDArray> before = copies(state.sequence());
                state.sequence().forEach(tensor -> tensor.muli(0));
                pass.forEach(batch -> replayed.forward(batch, true));
                passes.add(copies(state.sequence()));
                for (int i = 0; i < before.size(); i++) {
                    state.sequence().get(i).muli(0).addi(before.get(i));
                }
            }
            state.apply(passes);

            RunningStatistics expected = norm.runningStatistics();
            RunningStatistics found = replayed.runningStatistics();
            assertThat(found.mean().toFloatArray())
                    .containsExactly(expected.mean().toFloatArray(), within(1e-5f));
            assertThat(found.variance().toFloatArray())
                    .containsExactly(expected.variance().toFloatArray(), within(1e-4f));
            assertThat(found.count().getLong()).isEqualTo(5);
        }
    }

    private static List<NDArray> copies(List<NDArray> tensors) {
        return tensors.stream().map(NDArray::duplicate).toList();
    }
}
