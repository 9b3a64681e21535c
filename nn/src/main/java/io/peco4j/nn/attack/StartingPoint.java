package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Tensors;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Where an attack begins. */
@FunctionalInterface
public interface StartingPoint {
    /**
     * What is added to pictures at first, owned by their manager.
     *
     * @param images float32 (B, 3, H, W); unchanged
     */
    NDArray added(NDArray images);

    /** At the pictures themselves. */
    static StartingPoint none() {
        return NDArray::zerosLike;
    }

    /** Each value uniformly up to the bound, then brought within it by the norm: CleverHans. */
    static StartingPoint uniform(Norm norm, double bound, RandomGenerator random) {
        return images -> {
            try (NDArray drawn = drawn(images, () -> (2 * random.nextDouble() - 1) * bound)) {
                return norm.within(drawn, bound);
            }
        };
    }

    /** In any direction alike, at a distance that is uniform up to the bound: torchattacks. */
    static StartingPoint anyDirection(double bound, RandomGenerator random) {
        return images -> {
            int rows = (int) images.getShape().get(0);
            try (NDArray drawn = drawn(images, random::nextGaussian);
                    NDArray unit = Norm.EUCLIDEAN.steepest(drawn, bound)) {
                float[] values = unit.toFloatArray();
                int size = values.length / rows;
                for (int row = 0; row < rows; row++) {
                    float radius = (float) random.nextDouble();
                    for (int i = row * size; i < (row + 1) * size; i++) {
                        values[i] *= radius;
                    }
                }
                return Tensors.of(images.getManager(), values, images.getShape());
            }
        };
    }

    /** A step of that length along random signs, which may lead out of the bound at first: R+FGSM. */
    static StartingPoint signs(double length, RandomGenerator random) {
        return images -> drawn(images, () -> Math.signum(random.nextGaussian()) * length);
    }

    private static NDArray drawn(NDArray images, DoubleSupplier draw) {
        float[] values = new float[Math.toIntExact(images.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) draw.getAsDouble();
        }
        return GradientMode.off(() -> Tensors.of(images.getManager(), values, images.getShape()));
    }
}
