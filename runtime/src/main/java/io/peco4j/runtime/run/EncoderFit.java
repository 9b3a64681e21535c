package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds tasks whose encoder has other weights than the pretrained one, by options that a study changes in them. */
final class EncoderFit {
    private EncoderFit() {}

    /**
     * Compares the weights' names and shapes where the encoders' options differ; makes both encoders, untrained.
     *
     * @throws InvalidInputException PECO-153 if they are not the same
     */
    static void check(Stage stage, Plan plan) {
        Stage source = stage.pretrained();
        Resolved here = stage.encoder();
        if (source == null || here == null || source.encoder() == null || here.equals(source.encoder())) {
            return;
        }
        StageMaker maker =
                new StageMaker(Trained.nothing(), each -> plan.data(each).dataset(), plan.precision());
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, String> given = shapes(maker, source, source.encoder(), manager);
            Map<String, String> taken = shapes(maker, stage, here, manager);
            difference(given, taken).ifPresent(found -> {
                throw new InvalidInputException(new Problem(
                        "PECO-153",
                        stage.info().name() + ": the encoder's weights are not those of the pretraining: " + found,
                        "",
                        "in a pretraining or a task, change only options that leave the weights as they are,"
                                + " such as drop-path"));
            });
        }
    }

    private static Map<String, String> shapes(StageMaker maker, Stage stage, Resolved encoder, NDManager manager) {
        Map<String, String> shapes = new TreeMap<>();
        maker.encoder(stage, encoder, manager)
                .state()
                .forEach((String name, NDArray tensor) ->
                        shapes.put(name, tensor.getShape().toString()));
        return shapes;
    }

    private static Optional<String> difference(Map<String, String> given, Map<String, String> taken) {
        Map<String, String> all = new TreeMap<>(given);
        all.putAll(taken);
        return all.keySet().stream()
                .filter(name -> !given.getOrDefault(name, "").equals(taken.getOrDefault(name, "")))
                .findFirst()
                .map(name -> name + " is " + taken.getOrDefault(name, "missing") + " there, and "
                        + given.getOrDefault(name, "missing") + " in the pretraining");
    }
}
