package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.plan.Stage;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A trained component by itself, outside of a study: what commands work with. Closing it frees its tensors.
 *
 * @param <T> the extension point
 */
public final class Standalone<T> implements AutoCloseable {
    private final OpenStage open;
    private final T component;

    private Standalone(OpenStage open, T component) {
        this.open = open;
        this.component = component;
    }

    /**
     * A component whose options say where its weights are.
     *
     * @throws InvalidInputException PECO-603 if it would have to be trained first; whatever its constructor refuses
     */
    public static <T> Standalone<T> ready(Stage stage, Class<T> type, Precision precision) {
        String id = stage.info().component();
        Dataset none = new LaterData(() -> {
            throw new InvalidInputException(new Problem(
                    "PECO-603",
                    id + " asks for the data of a study",
                    "command line",
                    "run a study, and name the tokenizer by  --run"));
        });
        OpenStage open = OpenStage.open(stage, none, precision, Trained.nothing());
        if (open.learner().isPresent()) {
            open.close();
            throw new InvalidInputException(new Problem(
                    "PECO-603",
                    id + " is not trained",
                    "command line",
                    "give it a file of weights:  --set weights=FILE"));
        }
        return new Standalone<>(open, type.cast(open.component()));
    }

    /**
     * A tokenizer with the weights that a run left behind.
     *
     * @param data of the study; opened only if the tokenizer asks for something of them
     * @param weights the artifact's
     * @throws InvalidInputException PECO-3xx if the weights are not there or not the tokenizer's
     */
    public static Standalone<Tokenizer> trained(
            Stage stage, Supplier<Dataset> data, Precision precision, Path weights) {
        OpenStage open = OpenStage.open(stage, new LaterData(data), precision, Trained.nothing());
        Tokenizer tokenizer = (Tokenizer) open.component();
        try (WeightFile file = WeightFile.open(weights)) {
            Weights.copyInto(tokenizer.state(), file);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
        return new Standalone<>(open, tokenizer);
    }

    /** The component. */
    public T component() {
        return component;
    }

    @Override
    public void close() {
        open.close();
    }
}
