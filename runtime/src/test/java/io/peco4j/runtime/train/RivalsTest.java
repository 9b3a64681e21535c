package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two objectives over two numbers, each of which moves one of them: what a GAN does. */
final class RivalsTest {
    private static final StageInfo STAGE = new StageInfo("rivals", "tokenizer", "rivals", "rivals", 0);

    @TempDir
    Path folder;

    @Test
    void anObjectiveMovesItsOwnParametersByItsOwnGradient() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray up = parameter(manager);
            NDArray down = parameter(manager);

            TrainingResult result = Trainer.train(
                    new Rivals(up, down),
                    new Points(8),
                    new TrainingPlan(STAGE, Corrupt.FAIL, folder, Duration.ofHours(1), 1),
                    Listener.none());

            // Each gradient keeps its sign, so AdamW moves by the learning rate in every step. A gradient that the
            // rival leaves behind is ten times as large and of the other sign.
            assertThat(up.getFloat(0)).isBetween(1.019f, 1.021f);
            assertThat(down.getFloat(0)).isBetween(0.979f, 0.981f);
            assertThat(result.curves()).containsKeys("loss", "gradient-norm", "down/loss", "down/gradient-norm");
            assertThat(result.parameters()).isEqualTo(2);
        }
    }

    private static NDArray parameter(NDManager manager) {
        NDArray one = manager.create(new float[] {1});
        one.setRequiresGradient(true);
        return one;
    }

    private record Rivals(NDArray up, NDArray down) implements Learner {
        @Override
        public List<Objective> objectives() {
            return List.of(new Side("up", up, this, -1, -10), new Side("down", down, this, 10, 1));
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of(Sample.IMAGE, example.image());
        }

        @Override
        public Recipe recipe() {
            return Recipe.adamW(RateSchedule.constant(0.01))
                    .withEpochs(2)
                    .withBatch(8)
                    .withMicroBatch(3)
                    .withWeightDecay(0);
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of("up", up, "down", down);
        }
    }

    /** The loss {@code a * up + b * down}. */
    private record Side(String name, NDArray own, Rivals both, float a, float b) implements Objective {
        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup(name, Map.of(name, own), 1, false));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            NDArray one = batch.manager().create(new float[] {1});
            return Loss.of(one.mul(a).mul(both.up()).add(one.mul(b).mul(both.down())));
        }
    }
}
