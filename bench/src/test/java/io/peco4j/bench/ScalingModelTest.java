package io.peco4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScalingModelTest {
    /** 1024 pictures in 0.123 s, then 344 MB each way in 0.313 s. */
    @Test
    void whatIsSentAfterThePassesIsLost() {
        ScalingModel model = new ScalingModel(86e6, 8300, 1.1e9);

        assertThat(model.efficiency(1, 1024)).isEqualTo(1);
        assertThat(model.efficiency(2, 1024)).isCloseTo(0.283, within(0.001));
        assertThat(model.efficiency(128, 1024)).isCloseTo(0.166, within(0.001));
    }

    @Test
    void aTableHasALineForEachKindOfMachine() {
        assertThat(ScalingModel.table())
                .anyMatch(
                        line -> line.matches("8 GPUs, ViT-B, 2048 pictures a step in all +28 +5 +1 +0 +68 +24 +6 +2"));
    }
}
