package io.peco4j.nn.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The channel weights of LPIPS (Zhang et al. 2018), fitted to human answers: one (1, C, 1, 1) for each layer, none
 * negative. A file has them as {@code linK.model.1.weight}, K from 0.
 *
 * @param weights in the order of the backbone's layers
 */
public record LinearHeads(List<NDArray> weights) {
    /** Enough for every backbone to have a feature in each layer. */
    private static final int TRIAL = 64;

    public LinearHeads {
        weights = List.copyOf(weights);
    }

    /**
     * Reads a file and holds it against a backbone.
     *
     * @param manager owns the weights
     * @throws InvalidInputException PECO-314 if the file's heads are not those of the backbone's layers; PECO-3xx if it
     *     cannot be read
     */
    public static LinearHeads read(Path file, PerceptualBackbone backbone, NDManager manager) {
        List<NDArray> heads = new ArrayList<>();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            for (int k = 0; checkpoint.weights().tensors().containsKey(name(k)); k++) {
                heads.add(checkpoint.weights().read(name(k), manager));
            }
        }
        List<Long> found =
                heads.stream().map(head -> head.size() / head.getShape().get(0)).toList();
        List<Long> wanted = channels(backbone, manager);
        boolean fits = found.equals(wanted)
                && heads.stream()
                        .allMatch(head -> head.getShape().dimension() == 4
                                && head.getShape().get(0) == 1
                                && head.getDataType() == DataType.FLOAT32
                                && head.min().getFloat() >= 0);
        if (!fits) {
            throw new InvalidInputException(new Problem(
                    "PECO-314",
                    found.isEmpty()
                            ? "no linear heads of LPIPS: there is no " + name(0)
                            : "linear heads for channels " + found + ", and the backbone's layers have " + wanted,
                    file.toString(),
                    "heads and layers of the same network: those of LPIPS are, for squeezenet, [1, 4, 7, 9, 10, 11, 12],"
                            + " and for vgg16 [1, 2, 3, 4, 5]"));
        }
        return new LinearHeads(heads);
    }

    private static String name(int layer) {
        return "lin" + layer + ".model.1.weight";
    }

    private static List<Long> channels(PerceptualBackbone backbone, NDManager manager) {
        try (NDManager trial = manager.newSubManager()) {
            return backbone.features(trial.zeros(new Shape(1, 3, TRIAL, TRIAL))).stream()
                    .map(map -> map.getShape().get(1))
                    .toList();
        }
    }
}
