package io.peco4j.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StageMemoryTest {
    private static final Recipe ADAMW = Recipe.adamW(RateSchedule.constant(1));

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void whatIsHeldAndNotTrainedIsFrozen() {
        NDArray weight = manager.zeros(new Shape(10));
        NDArray teacher = manager.zeros(new Shape(20));
        try (NDManager inner = manager.newSubManager()) {
            inner.zeros(new Shape(5));

            StageMemory memory = StageMemory.of(
                    new One(weight, teacher, ADAMW, 100), manager.getManagedArrays(), 8, 1, Precision.FLOAT32);

            assertThat(memory)
                    .isEqualTo(new StageMemory(40, 40, 0, 80, 0, 100, 8 * 100 * (1 + StageMemory.SHORT_LIVED)));
            assertThat(memory.total()).isEqualTo(260 + memory.activations());
        }
    }

    @Test
    void bfloat16CopiesTheWeightsAndMomentumHasOneMoment() {
        NDArray weight = manager.zeros(new Shape(10));
        Recipe sgd = Recipe.sgd(RateSchedule.constant(1));
        StageMemory memory =
                StageMemory.of(new One(weight, weight, sgd, 100), List.of(weight), 1, 1, Precision.BFLOAT16);
        assertThat(memory.weights()).isEqualTo(40 + 20);
        assertThat(memory.gradients()).isEqualTo(40);
        assertThat(memory.moments()).isEqualTo(40);
        assertThat(memory.frozen()).isZero();
    }

    /** Two objectives of the same weights put their sums aside apart; 2^k passes need k - 1 of each. */
    @Test
    void gradientSumsWaitInStepsOfFourPassesAndMore() {
        NDArray weight = manager.zeros(new Shape(10));
        One learner = new One(weight, weight, ADAMW, 100);
        assertThat(List.of(1, 2, 3, 4, 7, 8, 16))
                .extracting(passes -> StageMemory.of(learner, List.of(weight), 1, passes, Precision.FLOAT32)
                        .sums())
                .containsExactly(0.0, 0.0, 0.0, 80.0, 80.0, 160.0, 240.0);
        StageMemory eight = StageMemory.of(learner, List.of(weight), 1, 8, Precision.FLOAT32);
        assertThat(eight.total()).isEqualTo(40 + 40 + 160 + 80 + eight.activations());
        assertThat(eight.parts()).containsEntry("sums", 160.0);
    }

    /** Each virtual worker has weights and moments; the common weights and the outer momentum are there once. */
    @Test
    void virtualWorkersHaveWeightsAndMomentsOfTheirOwn() {
        NDArray weight = manager.zeros(new Shape(10));
        Recipe local = ADAMW.withLocalSteps(LocalSteps.every(16, 4));
        StageMemory memory =
                StageMemory.of(new One(weight, weight, local, 100), List.of(weight), 1, 1, Precision.FLOAT32);
        assertThat(memory.moments()).isEqualTo(4 * 80);
        assertThat(memory.parts()).containsEntry("virtual workers", (4 + 2) * 40.0);
        assertThat(memory.total()).isEqualTo(40 + 40 + 320 + 240 + memory.activations());
    }

    @Test
    void anUnknownPartMakesTheWholeUnknown() {
        NDArray weight = manager.zeros(new Shape(10));
        StageMemory memory =
                StageMemory.of(new One(weight, weight, ADAMW, Double.NaN), List.of(weight), 1, 1, Precision.FLOAT32);
        assertThat(memory.total()).isNaN();
        assertThat(memory.none()).isFalse();
    }

    private record One(NDArray weight, NDArray teacher, Recipe recipe, double activationBytesPerExample)
            implements Learner, Objective {
        @Override
        public List<Objective> objectives() {
            return List.of(this, this);
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of(Sample.IMAGE, example.image());
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("weight", weight, "teacher", teacher);
        }

        @Override
        public String name() {
            return "one";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("all", Map.of("weight", weight), 1, true));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            throw new UnsupportedOperationException("nothing is trained here");
        }
    }
}
