package io.peco4j.nn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * SSIM (Wang et al. 2004): mean, contrast and structure of windows, by a Gaussian of 11 x 11 pixels and deviation 1.5,
 * with K1 = 0.01 and K2 = 0.03; the mean over all windows that lie within the picture, and over the channels.
 *
 * <p>Pictures with a side below 11 pixels get the largest odd window that fits. 1 for equal pictures.
 */
public final class StructuralSimilarity {
    private static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;

    /** In float64: variances are small differences of large numbers. */
    private static final Kernel KERNEL = Kernel.compile("SSIM", """
            def forward(self, one: Tensor, other: Tensor, window: Tensor) -> Tensor:
              x = torch.to(one, 7)
              y = torch.to(other, 7)
              mx = self.blurred(x, window)
              my = self.blurred(y, window)
              vx = torch.sub(self.blurred(torch.mul(x, x), window), torch.mul(mx, mx))
              vy = torch.sub(self.blurred(torch.mul(y, y), window), torch.mul(my, my))
              cov = torch.sub(self.blurred(torch.mul(x, y), window), torch.mul(mx, my))
              top = torch.mul(torch.add(torch.mul(torch.mul(mx, my), 2.0), 1.0e-04), torch.add(torch.mul(cov, 2.0), 9.0e-04))
              means = torch.add(torch.add(torch.mul(mx, mx), torch.mul(my, my)), 1.0e-04)
              bottom = torch.mul(means, torch.add(torch.add(vx, vy), 9.0e-04))
              return torch.to(torch.mean(torch.flatten(torch.div(top, bottom), 1), [1]), 6)

            def blurred(self, x: Tensor, window: Tensor) -> Tensor:
              return self.conv2d(x, window, None, [1, 1], [0, 0], [1, 1], 3)
            """);

    private StructuralSimilarity() {}

    /**
     * The similarity of pictures row by row.
     *
     * @param one float32 (B, 3, H, W) in [0, 1]
     * @param other as large
     * @return float32 (B), at most 1, owned by the manager of {@code one}
     */
    public static NDArray between(NDArray one, NDArray other) {
        int side = (int) Math.min(one.getShape().get(2), one.getShape().get(3));
        try (NDArray window = window(Math.min(WINDOW, side - (side + 1) % 2), one.getManager())) {
            return KERNEL.apply(one, other, window);
        }
    }

    private static NDArray window(int size, NDManager manager) {
        double[] line = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = i - size / 2;
            line[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += line[i];
        }
        double[] window = new double[3 * size * size];
        for (int i = 0; i < window.length; i++) {
            int place = i % (size * size);
            window[i] = line[place / size] * line[place % size] / (sum * sum);
        }
        return Tensors.of(manager, window, new Shape(3, 1, size, size));
    }
}
