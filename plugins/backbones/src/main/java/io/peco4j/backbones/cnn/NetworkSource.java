package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.moco.Negatives;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the weights of a convolutional network come from: a file, a training on the study's pictures, or chance. */
public record NetworkSource(
        @Describe(
                "the weights, a .pth, .safetensors or .npz file of torchvision, MoCo v3 or peco4j; heads in it are left out; absent: they are trained on the study's pictures")
        Optional<Path> weights,

        @Describe(
                "trained, by a file or by MoCo v3 on the study's pictures; or random, a baseline that shows how much of a distance is the architecture's")
        @Default("trained")
        Start start,

        @Describe("how MoCo v3 trains it where there is no file")
        ContrastiveTraining training) {

    /** What the weights are. */
    public enum Start {
        /** Those of a file, or of MoCo v3 where there is none. */
        TRAINED,
        /** Drawn from the study's seed of backbones and never trained. */
        RANDOM
    }

    /** @throws IllegalArgumentException if there are a file and the word that none is meant */
    public NetworkSource {
        if (start == Start.RANDOM && weights.isPresent()) {
            throw new IllegalArgumentException("start = random contradicts weights = " + weights.get());
        }
    }

    /** Whether the study's pictures are to train the network. */
    boolean trains() {
        return start == Start.TRAINED && weights.isEmpty();
    }

    /** What does not fit the data that it would be trained on. */
    List<Problem> problems(Dataset data) {
        return trains() ? Negatives.problems(training.recipe(), data, "training") : List.of();
    }

    /**
     * Fills a network with the file's weights, or leaves it as it is where there is none.
     *
     * @throws InvalidInputException PECO-3xx if the file is missing or damaged, or holds the weights of another network
     */
    void fill(Map<String, NDArray> live) {
        weights.ifPresent(path -> {
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                checkpoint.loadInto(live);
            }
        });
    }
}
