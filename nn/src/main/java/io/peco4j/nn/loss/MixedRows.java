package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * A way to mix of its own for each row, with the unmixed row that it meets.
 *
 * @param rows as many as a batch has
 */
public record MixedRows(List<Mix.Whole> rows) implements Mix {
    private static final Kernel MIX = Kernel.compile("mix of rows", """
            def forward(self, x: Tensor, own: Tensor) -> Tensor:
              other = torch.mul(torch.flip(x, [0]), torch.sub(torch.ones_like(own), own))
              return torch.add(torch.mul(x, own), other)
            """);

    public MixedRows {
        rows = List.copyOf(rows);
    }

    @Override
    public NDArray images(NDArray images) {
        Shape shape = images.getShape();
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        float[] own = new float[rows.size() * height * width];
        for (int row = 0; row < rows.size(); row++) {
            fill(own, row * height, height, width, rows.get(row));
        }
        NDManager manager = images.getManager();
        try (NDArray shares = Tensors.of(manager, own, new Shape(rows.size(), 1, height, width))) {
            return MIX.apply(images, shares);
        }
    }

    /** The share of its own pixels in a row of the batch, which starts at that line. */
    private static void fill(float[] own, int line, int height, int width, Mix.Whole mix) {
        if (mix instanceof Mix.Paste box) {
            Arrays.fill(own, line * width, (line + height) * width, 1);
            for (int y = box.top(); y < box.bottom(); y++) {
                Arrays.fill(own, (line + y) * width + box.left(), (line + y) * width + box.right(), 0);
            }
        } else {
            Arrays.fill(own, line * width, (line + height) * width, (float) mix.share());
        }
    }

    @Override
    public NDArray targets(NDArray labels, int classes, double smoothing) {
        double[] shares = rows.stream().mapToDouble(Mix.Whole::share).toArray();
        return Mix.Kernels.targets(labels, classes, smoothing, shares);
    }
}
