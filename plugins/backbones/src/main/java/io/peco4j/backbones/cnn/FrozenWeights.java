package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the weights of a network come from that is never trained here. */
public record FrozenWeights(
        @Describe(
                "the weights, a .pth, .safetensors or .npz file; heads in it are left out; needed unless start = random")
        Optional<Path> weights,

        @Describe(
                "what the network is where nothing trained it: file, from the weights; or random, a baseline that shows how much of a distance is the architecture's")
        @Default("file")
        Start start) {

    /** What the weights are. */
    public enum Start {
        /** Those of a file. */
        FILE,
        /** Drawn from the study's seed of backbones and never trained. */
        RANDOM
    }

    /** @throws IllegalArgumentException if there are a file and the word that none is meant */
    public FrozenWeights {
        if (start == Start.RANDOM && weights.isPresent()) {
            throw new IllegalArgumentException("start = random contradicts weights = " + weights.get());
        }
    }

    /**
     * Fills a network with the file's weights, or leaves it as it is where that is what the study wants.
     *
     * @param id the backbone's, for messages
     * @throws InvalidInputException PECO-151 if there is no file and none was renounced; PECO-3xx if the file is missing or damaged, or holds the
     *     weights of another network
     */
    void fill(Map<String, NDArray> live, String id) {
        if (start == Start.FILE && weights.isEmpty()) {
            throw new InvalidInputException(new Problem(
                    "PECO-151",
                    id + " has no weights, and nothing here trains it: moco-v3 trains vision transformers only",
                    id,
                    "weights = \"FILE\" with a file of torchvision or MoCo v3, or start = random for a baseline of"
                            + " untrained features"));
        }
        weights.ifPresent(path -> {
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                checkpoint.loadInto(live);
            }
        });
    }
}
