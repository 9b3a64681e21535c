package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.runtime.worker.SummationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientSumsTest {
    /** What the tree says is what is put aside; all portions are summed, in order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 17, 32})
    void asManySumsWaitAsTheTreeSays(int portions) {
        SummationTree tree = new SummationTree(portions);
        List<Integer> order = new ArrayList<>();
        try (NDManager owner = NDManager.newBaseManager();
                NDManager aside = NDManager.newBaseManager()) {
            NDArray weight = owner.zeros(new Shape(3));
            weight.setRequiresGradient(true);
            GradientSums.of(List.of(weight), Optional.empty(), aside).add(List.of(tree.root()), order::add);

            assertThat(aside.getManagedArrays()).hasSize(tree.waiting());
        }
        assertThat(order).isEqualTo(IntStream.range(0, portions).boxed().toList());
    }
}
