package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsTest {

    @Test
    void aLiveParameterKeepsItsIdentityAndItsGradient(@TempDir Path temp) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray live = manager.create(new float[] {1, 2});
            live.setRequiresGradient(true);
            NDArray alias = live.reshape(2, 1);
            Path file = temp.resolve("weights.safetensors");
            Safetensors.write(
                    file, Map.of("p", manager.create(new float[] {3, 4}).toType(DataType.FLOAT16, true)), Map.of());
            JniUtils.setGradMode(true);
            try (WeightFile source = WeightFile.open(file)) {
                Weights.copyInto(Map.of("p", live), source);
                assertThat(JniUtils.isGradMode()).isTrue();
                NDArray loss = live.square().sum();
                JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(new Shape()), false, false);
            } finally {
                JniUtils.setGradMode(false);
            }
            assertThat(live.toFloatArray()).containsExactly(3, 4);
            assertThat(alias.toFloatArray()).containsExactly(3, 4);
            assertThat(live.getGradient().toFloatArray()).containsExactly(6, 8);
        }
    }

    @Test
    void whatIsCopiedIsNotShared() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray live = manager.zeros(new Shape(3));
            NDArray source = manager.create(new float[] {1, 2, 3});
            Weights.copyInto(Map.of("p", live), Map.of("p", source));
            source.muli(10);
            assertThat(live.toFloatArray()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void everyMismatchIsReportedAndNothingIsWritten() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray fits = manager.zeros(new Shape(2));
            Map<String, NDArray> live = Map.of(
                    "fits", fits,
                    "missing", manager.zeros(new Shape(1)),
                    "reshaped", manager.zeros(new Shape(2, 3)),
                    "counted", manager.zeros(new Shape(1), DataType.INT64));
            Map<String, NDArray> source = Map.of(
                    "fits", manager.ones(new Shape(2)),
                    "reshaped", manager.zeros(new Shape(3, 2)),
                    "counted", manager.zeros(new Shape(1)),
                    "unexpected", manager.zeros(new Shape(1)));
            InvalidInputException thrown =
                    catchThrowableOfType(InvalidInputException.class, () -> Weights.copyInto(live, source));
            assertThat(thrown.problems())
                    .extracting(Problem::code)
                    .containsExactlyInAnyOrder("PECO-305", "PECO-306", "PECO-307", "PECO-307");
            assertThat(thrown).hasMessageContaining("reshaped is float32 (3, 2)");
            assertThat(fits.toFloatArray()).containsExactly(0, 0);
        }
    }
}
