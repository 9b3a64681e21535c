package io.peco4j.product.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.train.Learner;
import io.peco4j.conformance.fault.Fault;
import io.peco4j.conformance.fault.FaultyLearner;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.nn.GradientMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "EXCEPTION, io.peco4j.runtime.train.TrainingFailedException, the objective 'vqvae' failed at step 1 of 4",
        "ERROR, io.peco4j.runtime.train.TrainingFailedException, the objective 'vqvae' failed at step 1 of 4",
        "NAN, io.peco4j.runtime.train.TrainingFailedException, the loss of the objective 'vqvae' is NaN at step 1 of 4",
        "WRONG_SHAPE, io.peco4j.runtime.train.TrainingFailedException, not a float32 scalar",
        "PREPARATION, io.peco4j.runtime.data.ExampleFailedException, injected while preparing",
        "HOOK, io.peco4j.runtime.train.TrainingFailedException, the learner failed after step 1 of 4"
    })
    void aFailureIsNamedWithItsPlaceAndTheHostGoesOn(Fault fault, Class<? extends Exception> type, String message) {
        try (Workbench bench = Setting.bench()) {
            Learner learner = Setting.tokenizer(bench).learner().orElseThrow();
            assertThatThrownBy(() -> Setting.train(new FaultyLearner(learner, fault, 1), folder.resolve("faulty")))
                    .isExactlyInstanceOf(type)
                    .hasMessageContaining(message);
            assertThat(GradientMode.isOn())
                    .as("gradient mode that a failure leaves behind")
                    .isFalse();
            assertThat(Setting.train(learner, folder.resolve("whole")).steps())
                    .as("steps of a training after the failed one")
                    .isEqualTo(4);
        }
    }

    @Test
    void aSlowLearnerIsWaitedFor() {
        try (Workbench bench = Setting.bench()) {
            Learner learner = Setting.tokenizer(bench).learner().orElseThrow();
            assertThat(Setting.train(new FaultyLearner(learner, Fault.SLOW, 1), folder)
                            .steps())
                    .isEqualTo(4);
        }
    }
}
