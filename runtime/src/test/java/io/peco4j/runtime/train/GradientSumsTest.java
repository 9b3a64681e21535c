package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.Tensors;
import io.peco4j.runtime.worker.SummationTree;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GradientSumsTest {
    private static final int NUMBERS = 50;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 1", "5, 1", "7, 1", "8, 2", "13, 2", "16, 3"})
    void gradientsAreSummedByTheTreeWithAFewBuffers(int portions, int buffers) {
        float[][] gradients = drawn(portions);
        Map<Node, float[]> parts = new HashMap<>();
        for (int i = 0; i < portions; i++) {
            parts.put(new Node(i, i + 1), gradients[i].clone());
        }
        SummationTree tree = new SummationTree(portions);

        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray parameter = parameter(manager);
            int before = manager.getManagedArrays().size();
            GradientSums.of(List.of(parameter), Optional.empty(), manager)
                    .add(List.of(tree.root()), i -> backward(parameter, gradients[i]));

            assertThat(gradient(parameter)).isEqualTo(tree.sum(parts, GradientSumsTest::plus));
            assertThat(manager.getManagedArrays().size() - before).as("buffers").isEqualTo(buffers);
        }
    }

    @Test
    void aLeftFoldHasOtherBits() {
        float[][] gradients = drawn(8);
        float[] fold = gradients[0].clone();
        Map<Node, float[]> parts = new HashMap<>(Map.of(new Node(0, 1), gradients[0].clone()));
        for (int i = 1; i < 8; i++) {
            fold = plus(fold, gradients[i]);
            parts.put(new Node(i, i + 1), gradients[i].clone());
        }

        assertThat(new SummationTree(8).sum(parts, GradientSumsTest::plus)).isNotEqualTo(fold);
    }

    /** A pass may leave a parameter out, as an expert or a head is at times. */
    @Test
    void aParameterThatSomePassesDoNotReachKeepsWhatTheOthersLeftIt() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray always = parameter(manager);
            NDArray once = parameter(manager);
            float[][] gradients = drawn(4);
            GradientSums.of(List.of(always, once), Optional.empty(), manager)
                    .add(List.of(new SummationTree(4).root()), i -> {
                        backward(always, gradients[i]);
                        if (i == 1) {
                            backward(once, gradients[i]);
                        }
                    });

            assertThat(gradient(once)).isEqualTo(gradients[1]);
            assertThat(gradient(always))
                    .isEqualTo(plus(plus(gradients[0], gradients[1]), plus(gradients[2], gradients[3])));
        }
    }

    private static NDArray parameter(NDManager manager) {
        NDArray parameter = manager.zeros(new Shape(NUMBERS));
        parameter.setRequiresGradient(true);
        return parameter;
    }

    private static void backward(NDArray parameter, float[] gradient) {
        try (NDArray value = Tensors.of(parameter.getManager(), gradient)) {
            JniUtils.backward((PtNDArray) parameter, (PtNDArray) value, false, false);
        }
    }

    private static float[] gradient(NDArray parameter) {
        try (NDArray gradient = parameter.getGradient()) {
            return gradient.toFloatArray();
        }
    }

    private static float[][] drawn(int portions) {
        Random random = new Random(portions);
        float[][] all = new float[portions][NUMBERS];
        for (float[] each : all) {
            for (int i = 0; i < NUMBERS; i++) {
                each[i] = random.nextFloat() * (random.nextBoolean() ? 1000 : 1);
            }
        }
        return all;
    }

    private static float[] plus(float[] left, float[] right) {
        float[] sum = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }
}
