package io.peco4j.nn.mae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.Masking;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * The patches that an encoder sees, picture by picture, and the way back to the whole grid (He et al. 2021, section 3,
 * and appendix A.1).
 *
 * @param shuffle int64 (B, N): the patches in an order in which the visible ones are first
 * @param restore int64 (B, N): where each patch stands in that order
 * @param visible int64 (B, n): the first of {@code shuffle}
 * @param hidden float32 (B, N): 1 where a patch is hidden, 0 elsewhere
 */
public record VisiblePatches(NDArray shuffle, NDArray restore, NDArray visible, NDArray hidden)
        implements AutoCloseable {
    private static final Kernel OF_NOISE = Kernel.compile("visible patches of noise", """
            def forward(self, noise: Tensor, visible: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
              count = int(visible)
              shuffle = torch.argsort(noise, 1)
              restore = torch.argsort(shuffle, 1)
              hidden = torch.to(torch.ge(restore, count), 6)
              return (shuffle, restore, torch.contiguous(torch.slice(shuffle, 1, 0, count)), hidden)
            """);

    private static final Kernel OF_MASK = Kernel.compile("visible patches of a mask", """
            def forward(self, hidden: Tensor, visible: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              count = int(visible)
              patches = torch.size(hidden, 1)
              place = torch.arange(0, patches, dtype=4, device=hidden.device)
              order = torch.add(torch.mul(torch.to(hidden, 4), patches), place)
              shuffle = torch.argsort(order, 1)
              restore = torch.argsort(shuffle, 1)
              return (shuffle, restore, torch.contiguous(torch.slice(shuffle, 1, 0, count)))
            """);

    private static final Kernel OF_ORDER = Kernel.compile("visible patches of an order", """
            def forward(self, shuffle: Tensor, visible: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              count = int(visible)
              restore = torch.argsort(shuffle, 1)
              hidden = torch.to(torch.ge(restore, count), 6)
              return (restore, torch.contiguous(torch.slice(shuffle, 1, 0, count)), hidden)
            """);

    /**
     * The patches of the smallest noise; the arrays belong to the noise's manager.
     *
     * @param noise float32 (B, N), usually uniform
     * @param ratio share of the patches that are hidden; {@code (int) (N (1 - ratio))} stay, at least one
     * @throws IllegalArgumentException if the ratio leaves no patch visible, or is negative
     */
    public static VisiblePatches drawn(NDArray noise, double ratio) {
        long patches = noise.getShape().get(1);
        long visible = (long) (patches * (1 - ratio));
        if (visible < 1 || visible > patches) {
            throw new IllegalArgumentException(
                    "hiding a share of " + ratio + " leaves " + visible + " of " + patches + " patches");
        }
        try (NDArray count = Tensors.of(noise.getManager(), visible)) {
            NDList found = OF_NOISE.call(noise, count);
            return new VisiblePatches(found.get(0), found.get(1), found.get(2), found.get(3));
        }
    }

    /**
     * The patches that a mask leaves, row by row of the grid; the arrays belong to the mask's manager.
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, 0 elsewhere; it becomes part of the result
     * @param visible how many patches of each picture are 0 there
     */
    public static VisiblePatches of(NDArray hidden, int visible) {
        try (NDArray count = Tensors.of(hidden.getManager(), (long) visible)) {
            NDList found = OF_MASK.call(hidden, count);
            return new VisiblePatches(found.get(0), found.get(1), found.get(2), hidden);
        }
    }

    /**
     * The patches that a mask leaves, as many as of its first picture; reads them from the device to count.
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, equally often in each row; it becomes part of the result
     */
    public static VisiblePatches of(NDArray hidden) {
        try (NDArray first = hidden.get(0)) {
            int visible = 0;
            for (float value : first.toFloatArray()) {
                visible += value == 0 ? 1 : 0;
            }
            return of(hidden, visible);
        }
    }

    /**
     * The first patches of a given order; the arrays belong to the order's manager.
     *
     * @param shuffle int64 (B, N), a permutation of the patches for each picture; it becomes part of the result
     * @param visible how many of each picture are visible, from 1 to N
     */
    public static VisiblePatches ordered(NDArray shuffle, int visible) {
        try (NDArray count = Tensors.of(shuffle.getManager(), (long) visible)) {
            NDList found = OF_ORDER.call(shuffle, count);
            return new VisiblePatches(shuffle, found.get(0), found.get(1), found.get(2));
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
