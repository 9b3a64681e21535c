package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Locale;

/**
 * The buffers of one batch norm, as its kernel moves them: {@code r = (1 - momentum) r + momentum batch} for each batch,
 * and the number of batches.
 *
 * @param mean float32 (C)
 * @param variance float32 (C)
 * @param count int64 ()
 * @param momentum share of a batch
 */
public record RunningStatistics(NDArray mean, NDArray variance, NDArray count, double momentum) {

    /** A layer that moves such buffers in training. */
    public interface Kept {
        /** Its buffers, without those of its children. */
        RunningStatistics runningStatistics();
    }

    List<NDArray> tensors() {
        return List.of(mean, variance, count);
    }

    /**
     * Moves the buffers as batches did that found zeros in others: from zeros they leave what they add, and their
     * number says how much of the past they keep.
     *
     * @param others mean, variance and count
     */
    void follow(List<NDArray> others) {
        Kernel.compile("running statistics", String.format(Locale.ROOT, """
                def forward(self, mean: Tensor, variance: Tensor, count: Tensor, m: Tensor, v: Tensor, n: Tensor) -> Tensor:
                  kept = torch.to(torch.pow(%.17g, n), 6)
                  _0 = torch.add_(torch.mul_(mean, kept), m)
                  _1 = torch.add_(torch.mul_(variance, kept), v)
                  return torch.add_(count, n)
                """, 1 - momentum))
                .apply(mean, variance, count, others.get(0), others.get(1), others.get(2))
                .close();
    }
}
