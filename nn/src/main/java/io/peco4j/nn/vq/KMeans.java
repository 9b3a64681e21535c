package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * Lloyd's iterations that give a moving-average codebook its first values.
 *
 * <p>Starts from a random choice of the vectors; where there are fewer of them than codewords, from slightly shifted
 * copies. A codeword that is not chosen stays where it is and counts as one vector.
 */
final class KMeans {
    private static final String FIT = """
            def forward(self, z: Tensor, v: Tensor, size: Tensor, average: Tensor) -> Tensor:
              rows = self.rows(z)
              n = torch.size(rows, 0)
              k = torch.size(v, 0)
              order = torch.argsort(torch.rand_like(torch.select(rows, 1, 0)))
              which = torch.slice(torch.repeat(order, [torch.add(torch.floordiv(k, n), 1)]), 0, 0, k)
              shift = torch.mul(torch.randn_like(v), torch.mul(torch.std(rows), 1.0e-3))
              _0 = torch.copy_(v, torch.add(torch.index_select(rows, 0, which), shift))
              for i in range(10):
                _1 = self.count(rows, v, size, average)
                means = torch.div(average, torch.unsqueeze(torch.clamp_min(size, 1.), 1))
                _2 = torch.copy_(v, torch.where(torch.unsqueeze(torch.gt(size, 0.), 1), means, v))
              _3 = self.count(rows, v, size, average)
              _4 = torch.clamp_min_(size, 1.)
              return torch.copy_(average, torch.mul(v, torch.unsqueeze(size, 1)))

            def count(self, rows: Tensor, v: Tensor, size: Tensor, average: Tensor) -> Tensor:
              chosen = self.nearest(rows, v)
              _0 = torch.index_add_(torch.zero_(average), 0, chosen, rows)
              return torch.copy_(size, torch.bincount(chosen, None, torch.size(v, 0)))
            """;

    private KMeans() {}

    /** Overwrites the codebook's three tensors from z, float32 (B, d, h, w); draws from the engine's generator. */
    static void fit(NDArray z, NDArray weight, NDArray clusterSize, NDArray embedAvg) {
        int size = Math.toIntExact(weight.getShape().get(0));
        Kernel kernel = Kernel.compile("k-means", FIT + NearestCodeword.methods(size));
        kernel.apply(z, weight, clusterSize, embedAvg).close();
    }
}
