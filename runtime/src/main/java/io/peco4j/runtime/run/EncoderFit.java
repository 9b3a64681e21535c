package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks whose encoder has other weights than the pretrained one, by options that a study changes in them.
 *
 * <p>Makes each encoder of a seed once, untrained, and remembers what it starts from. Not for several threads.
 */
final class EncoderFit {
    private final Plan plan;
    private final Map<Drawn, Map<String, Start>> starts = new HashMap<>();

    EncoderFit(Plan plan) {
        this.plan = plan;
    }

    private record Drawn(Resolved encoder, long seed) {}

    private record Start(String shape, long values) {}

    /**
     * Compares the weights where the encoders' options differ: their names and shapes, and what they start from, which
     * is the same in both unless an option says otherwise, and in a task is replaced by the pretrained weights.
     *
     * @throws InvalidInputException PECO-153 if they are not the same
     */
    void check(Stage stage) {
        Stage source = stage.pretrained();
        Resolved here = stage.encoder();
        if (source == null || here == null || source.encoder() == null || here.equals(source.encoder())) {
            return;
        }
        difference(starts(source, source.encoder()), starts(stage, here)).ifPresent(found -> {
            throw new InvalidInputException(new Problem(
                    "PECO-153",
                    stage.info().name() + ": the encoder's weights are not those of the pretraining: " + found,
                    "",
                    "in a pretraining or a task, change only options that leave the weights as they are,"
                            + " such as drop-path"));
        });
    }

    private Map<String, Start> starts(Stage stage, Resolved encoder) {
        return starts.computeIfAbsent(new Drawn(encoder, stage.info().seed()), first -> {
            Map<String, Start> found = new HashMap<>();
            StageMaker maker =
                    new StageMaker(Trained.nothing(), each -> plan.data(each).dataset(), plan.precision());
            try (NDManager manager = NDManager.newBaseManager()) {
                maker.encoder(stage, encoder, manager)
                        .state()
                        .forEach((name, tensor) -> found.put(name, start(tensor)));
            }
            return found;
        });
    }

    private static Start start(NDArray tensor) {
        CRC32C values = new CRC32C();
        values.update(tensor.toByteBuffer());
        return new Start(tensor.getShape().toString(), values.getValue());
    }

    private static Optional<String> difference(Map<String, Start> given, Map<String, Start> taken) {
        return Stream.concat(given.keySet().stream(), taken.keySet().stream())
                .sorted()
                .filter(name -> !Objects.equals(given.get(name), taken.get(name)))
                .findFirst()
                .map(name -> difference(name, given.get(name), taken.get(name)));
    }

    private static String difference(String name, @Nullable Start given, @Nullable Start taken) {
        return given != null && taken != null && given.shape().equals(taken.shape())
                ? name + " starts from other values in the task, which the pretrained ones replace"
                : name + " is " + shape(taken) + " in the task, and " + shape(given) + " in the pretraining";
    }

    private static String shape(@Nullable Start start) {
        return start == null ? "missing" : start.shape();
    }
}
