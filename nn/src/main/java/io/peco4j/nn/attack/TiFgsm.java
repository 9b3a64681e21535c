package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.function.UnaryOperator;

/**
 * {@link MiFgsm} along smoothed gradients, so that an attack does not depend on where exactly a picture lies (Dong et
 * al. 2019). The filter falls linearly from its centre.
 *
 * @param bound largest change of a value, above 0
 * @param length of a step, above 0
 * @param steps above 0
 * @param decay what stays of the direction from step to step
 * @param width of the filter, in pixels, odd
 */
public record TiFgsm(double bound, double length, int steps, double decay, int width) implements Attack {
    /** A filter that is the same along rows and columns is a product with a matrix from each side. */
    private static final Kernel SMOOTH = Kernel.compile("smoothed gradient", """
            def forward(self, x: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
              return torch.matmul(torch.matmul(rows, x), columns)
            """);

    /** @throws IllegalArgumentException if a number is not positive, or the width is even; the decay may be 0 */
    public TiFgsm {
        MiFgsm.check(bound, length, steps, decay);
        if (width < 1 || width % 2 == 0) {
            throw new IllegalArgumentException("a filter of " + width + " pixels");
        }
    }

    @Override
    public NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim) {
        return new MiFgsm(bound, length, steps, decay).attack(images, aim, (x, direction) -> {
            try (NDArray gradient = InputGradient.of(classifier, x, aim.classes())) {
                return smooth(gradient);
            }
        });
    }

    private NDArray smooth(NDArray gradient) {
        int height = (int) gradient.getShape().get(2);
        int side = (int) gradient.getShape().get(3);
        return GradientMode.off(() -> {
            try (NDArray rows = Tensors.of(gradient.getManager(), band(height), new Shape(height, height));
                    NDArray columns = Tensors.of(gradient.getManager(), band(side), new Shape(side, side))) {
                return SMOOTH.apply(gradient, rows, columns);
            }
        });
    }

    /** Weights of pixels for each pixel of a line; there is nothing beyond its ends. Symmetric. */
    private float[] band(int length) {
        float[] filter = filter();
        float[] band = new float[length * length];
        for (int to = 0; to < length; to++) {
            for (int i = 0; i < filter.length; i++) {
                int from = to + i - width / 2;
                if (from >= 0 && from < length) {
                    band[to * length + from] = filter[i];
                }
            }
        }
        return band;
    }

    /** The filter along one axis; its weights sum to 1. */
    public float[] filter() {
        double half = (width + 1) / 2.0;
        double sum = 0;
        float[] filter = new float[width];
        for (int i = 0; i < width; i++) {
            sum += 1 - Math.abs(i - width / 2) / half;
        }
        for (int i = 0; i < width; i++) {
            filter[i] = (float) ((1 - Math.abs(i - width / 2) / half) / sum);
        }
        return filter;
    }
}
