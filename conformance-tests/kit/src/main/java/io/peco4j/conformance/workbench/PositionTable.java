package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.weights.Weights;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * A tensor with a row for each patch of a picture, among those that a framework adds to the encoder: most likely the
 * positions of its decoder. What a row does to the loss says where in the picture a prediction stands, when the encoder
 * gives no token for hidden patches.
 *
 * @param name in the learner's state
 * @param tensor live; (1, N, D) or, with a row for the class first, (1, 1 + N, D)
 * @param patches N
 */
public record PositionTable(String name, NDArray tensor, int patches) {

    /** The tables of a framework. */
    public static List<PositionTable> of(Pretraining tried) {
        Set<NDArray> ofTheEncoder = Collections.newSetFromMap(new IdentityHashMap<>());
        ofTheEncoder.addAll(tried.encoder().state().values());
        int patches = tried.patches();
        return tried.learner().state().entrySet().stream()
                .filter(entry -> !ofTheEncoder.contains(entry.getValue()))
                .filter(entry -> isTable(entry.getValue(), patches))
                .map(entry -> new PositionTable(entry.getKey(), entry.getValue(), patches))
                .toList();
    }

    private static boolean isTable(NDArray tensor, int patches) {
        Shape shape = tensor.getShape();
        return tensor.getDataType() == DataType.FLOAT32
                && shape.dimension() == 3
                && shape.get(0) == 1
                && shape.get(2) > 1
                && (shape.get(1) == patches || shape.get(1) == 1 + patches);
    }

    /** A loss with another row for a patch; afterwards the table is as it was. */
    public double with(int patch, DoubleSupplier loss) {
        float[] usual = tensor.toFloatArray();
        float[] others = usual.clone();
        int width = (int) tensor.getShape().get(2);
        int first = (usual.length / width - patches + patch) * width;
        SplittableRandom random = new SplittableRandom(first);
        for (int i = first; i < first + width; i++) {
            others[i] = (float) random.nextDouble(-3, 3);
        }
        write(others);
        try {
            return loss.getAsDouble();
        } finally {
            write(usual);
        }
    }

    private void write(float[] numbers) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Weights.copyInto(Map.of(name, tensor), Map.of(name, Tensors.of(manager, numbers, tensor.getShape())));
        }
    }
}
