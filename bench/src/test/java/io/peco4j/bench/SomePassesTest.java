package io.peco4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SomePassesTest {
    private static final Recipe THREE_PASSES = Recipe.adamW(RateSchedule.constant(1e-4))
            .withEpochs(2)
            .withBatch(6)
            .withMicroBatch(2)
            .withWeightDecay(0);

    @TempDir
    Path scratch;

    @Test
    void theFirstMicroBatchesOfEachStepAreComputedAndAllAreLoaded() {
        BenchContext context = new BenchContext(new GeneratedPhotos(2), scratch, 1);
        List<Long> computed = new ArrayList<>();
        try (LearnerFactory.Open open = VitLearner.factory(VitSize.TINY, 1, 16).open(32, Precision.FLOAT32)) {
            Learner learner = SomePasses.of(new Counted(open.learner(), computed), 2);

            TrainingResult result = Trainer.train(
                    learner, new FirstOf(context.photos(), 6), StepTimes.plan(new LoaderCase(), context), event -> {});

            assertThat(result.images()).isEqualTo(12);
            assertThat(computed).containsExactly(0L, 0L, 1L, 1L);
        }
    }

    /** Trains in three micro-batches a step, and writes down the step of each. */
    private record Counted(Learner learner, List<Long> computed) implements ForwardingLearner {
        @Override
        public List<Objective> objectives() {
            Objective objective = learner.objectives().get(0);
            return List.of(new Objective() {
                @Override
                public String name() {
                    return objective.name();
                }

                @Override
                public List<ParameterGroup> groups() {
                    return objective.groups();
                }

                @Override
                public Loss loss(Batch batch, Step step) {
                    computed.add(step.index());
                    return objective.loss(batch, step);
                }
            });
        }

        @Override
        public Recipe recipe() {
            return THREE_PASSES;
        }
    }
}
