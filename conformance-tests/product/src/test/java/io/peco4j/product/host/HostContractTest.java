package io.peco4j.product.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.asserting.AssertingLearner;
import io.peco4j.conformance.asserting.AssertingTokenizer;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Workbench;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostContractTest {
    @TempDir
    Path folder;

    @Test
    void theTrainingLoopCallsALearnerAsItPromises() {
        try (Workbench bench = Setting.bench()) {
            AssertingLearner learner =
                    new AssertingLearner(Setting.tokenizer(bench).learner().orElseThrow());
            assertThat(Setting.train(learner, folder).steps()).isEqualTo(4);
            assertThat(learner.lastStep()).isEqualTo(3);
        }
    }

    @Test
    void theWrappersNoticeAHostThatDoesNot() {
        try (Workbench bench = Setting.bench()) {
            AssertingTokenizer tokenizer = new AssertingTokenizer(Setting.tokenizer(bench));
            NDArray images = Draw.photos(1, 2).batch(bench.manager(), 16);
            assertThat(tokenizer.tokenize(images).getShape()).isEqualTo(new Shape(2, 4, 4));
            assertThatThrownBy(() -> tokenizer.tokenize(images.mul(255)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("brightest value");
            assertThatThrownBy(() -> tokenizer.tokenize(images.get(":, :, :, :15")))
                    .hasMessageContaining("no token covers");
            assertThatThrownBy(() -> tokenizer.codewords(
                            bench.manager().full(new Shape(1, 2, 2), 16).toType(DataType.INT64, false)))
                    .hasMessageContaining("largest token");
            AssertingLearner learner =
                    new AssertingLearner(Setting.tokenizer(bench).learner().orElseThrow());
            assertThatThrownBy(() -> learner.afterStep(new Step(0, 1, 0, new SplittableRandom(1))))
                    .hasMessageContaining("the hook comes after the objectives");
        }
    }
}
