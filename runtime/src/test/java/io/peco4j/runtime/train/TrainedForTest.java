package io.peco4j.runtime.train;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One training with all that is hard to resume, in this process or, through {@link #main}, in another. */
final class TrainedForTest {
    static final StageInfo STAGE = new StageInfo("abc", "tokenizer", "tiny", "tiny", 7);
    static final int STEPS = 40;

    private TrainedForTest() {}

    /**
     * Trains, then writes the state to a file.
     *
     * @param interval between checkpoints
     */
    static TrainingResult train(Path folder, Path result, Duration interval, Listener listener) {
        TrainingPlan plan = new TrainingPlan(STAGE, Corrupt.FAIL, folder, interval, 2);
        Recipe recipe = TinyLearner.recipe(STEPS / 2, 16, 7, 0.02, 0.5);
        try (TinyLearner learner = new TinyLearner(recipe, 0.8, 0.5).repeating(3)) {
            TrainingResult trained = Trainer.train(learner, new Points(37), plan, listener);
            Safetensors.write(result, learner.state(), Map.of());
            return trained;
        }
    }

    /**
     * Checkpoint folder, result file; saves after every step. Prints the number of each step that is done, then waits
     * for a byte of its input, as long as that is open.
     */
    @SuppressWarnings("SystemOut") // how the parent process sees where this one is
    public static void main(String[] arguments) {
        train(Path.of(arguments[0]), Path.of(arguments[1]), Duration.ZERO, event -> {
            if (event instanceof Event.StepDone done) {
                System.out.println("step " + done.step());
                goOn();
            }
        });
    }

    private static void goOn() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
