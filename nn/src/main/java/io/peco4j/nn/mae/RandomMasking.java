package io.peco4j.nn.mae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.Masking;
import io.peco4j.nn.Kernel;

/**
 * A random choice of the patches that stay visible, picture by picture: those of the smallest noise (He et al. 2021,
 * section 3, and appendix A.1).
 *
 * @param shuffle int64 (B, N): the patches in the order of their noise
 * @param restore int64 (B, N): where each patch stands in that order
 * @param visible int64 (B, n): the first of {@code shuffle}
 * @param hidden float32 (B, N): 1 where a patch is hidden, 0 elsewhere
 */
public record RandomMasking(NDArray shuffle, NDArray restore, NDArray visible, NDArray hidden)
        implements AutoCloseable {
    private static final Kernel KERNEL = Kernel.compile("random masking", """
            def forward(self, noise: Tensor, visible: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
              count = int(visible)
              shuffle = torch.argsort(noise, 1)
              restore = torch.argsort(shuffle, 1)
              hidden = torch.to(torch.ge(restore, count), 6)
              return (shuffle, restore, torch.contiguous(torch.slice(shuffle, 1, 0, count)), hidden)
            """);

    /**
     * The masking of some noise; its arrays belong to the noise's manager.
     *
     * @param noise float32 (B, N), usually uniform
     * @param ratio share of the patches that are hidden; {@code (int) (N (1 - ratio))} stay, at least one
     * @throws IllegalArgumentException if the ratio leaves no patch visible, or is negative
     */
    public static RandomMasking of(NDArray noise, double ratio) {
        long patches = noise.getShape().get(1);
        long visible = (long) (patches * (1 - ratio));
        if (visible < 1 || visible > patches) {
            throw new IllegalArgumentException(
                    "hiding a share of " + ratio + " leaves " + visible + " of " + patches + " patches");
        }
        try (NDArray count = noise.getManager().create(visible)) {
            NDList found = KERNEL.call(noise, count);
            return new RandomMasking(found.get(0), found.get(1), found.get(2), found.get(3));
        }
    }

    /** As an encoder takes it. */
    public Masking masking() {
        return new Masking.Keep(visible);
    }

    @Override
    public void close() {
        shuffle.close();
        restore.close();
        visible.close();
        hidden.close();
    }
}
