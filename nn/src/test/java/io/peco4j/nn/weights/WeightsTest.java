package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.GradientMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
            GradientMode.turnOn();
            try (WeightFile source = WeightFile.open(file)) {
                Weights.copyInto(Map.of("p", live), source);
                assertThat(GradientMode.isOn()).isTrue();
                NDArray loss = live.square().sum();
                JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(new Shape()), false, false);
            } finally {
                GradientMode.turnOff();
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

    @Test
    void wholeNumbersBecomeWiderOnesOnly() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray bytes = manager.create(new int[] {1, 255}).toType(DataType.UINT8, true);
            NDArray live = manager.zeros(new Shape(2), DataType.INT64);
            Weights.copyInto(Map.of("p", live), Map.of("p", bytes));
            assertThat(live.toLongArray()).containsExactly(1, 255);
            assertThatThrownBy(() -> Weights.copyInto(Map.of("p", bytes), Map.of("p", live)))
                    .hasMessageContaining("PECO-307");
        }
    }

    @Test
    void theSameOfEveryBlockIsSaidOnceWithTheOptionThatAddsIt() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> blocks = new LinkedHashMap<>();
            for (int i = 0; i < 12; i++) {
                blocks.put("blocks." + i + ".gamma_1", manager.ones(new Shape(4)));
                blocks.put("blocks." + i + ".attn.relative_position_bias_table", manager.ones(new Shape(i + 1, 2)));
            }
            InvalidInputException missing =
                    catchThrowableOfType(InvalidInputException.class, () -> Weights.copyInto(blocks, Map.of()));
            assertThat(missing.problems()).hasSize(2);
            Problem scales = missing.problems().get(0);
            assertThat(scales.what()).isEqualTo("12 weights blocks.*.gamma_1, such as blocks.0.gamma_1, are missing");
            assertThat(scales.remedy())
                    .isEqualTo("the network has them as float32 (4); the encoder's option layer-scale adds such"
                            + " weights: say layer-scale = 0");
            assertThat(missing.problems().get(1).remedy())
                    .contains("(1, 2) or float32 (2, 2) or float32 (3, 2) and others")
                    .contains("relative-position-bias");
            InvalidInputException unexpected =
                    catchThrowableOfType(InvalidInputException.class, () -> Weights.copyInto(Map.of(), blocks));
            assertThat(unexpected.problems())
                    .hasSize(2)
                    .allMatch(problem -> problem.code().equals("PECO-306"));
            assertThat(unexpected.problems().get(0).remedy())
                    .endsWith("layer-scale adds such weights: say layer-scale = 0.1");
        }
    }

    /** A source that shrinks while it is copied is a problem of the source, not of the target. */
    @Test
    void aSourceThatCannotBeReadIsNamed(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("source.safetensors");
        Path target = temp.resolve("target.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.write(file, Map.of("p", manager.ones(new Shape(100))), Map.of());
        }
        try (WeightFile source = WeightFile.open(file)) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 100));
            assertThatThrownBy(() -> Safetensors.write(target, source, Map.of(), done -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("PECO-301")
                    .hasMessageContaining("p: the file ends early")
                    .hasMessageContaining("source.safetensors");
        }
        assertThat(target).doesNotExist();
    }
}
