package io.peco4j.nn.vq;

import java.util.Locale;

/**
 * TorchScript text of the nearest-neighbour search that the quantisers' kernels share.
 *
 * <p>Of the squared distance |z|^2 + |v|^2 - 2 z v the first term is left out: it is the same for all codewords. Always
 * float32, since bfloat16 changes indices. Rows go through in portions, so that the table of distances stays near 16 MB
 * whatever the batch and the codebook. The codebook is filled up to a multiple of 64 rows at infinite distance: at the
 * edge of a matrix the product sums in another order, and of two equal codewords the later one could win.
 */
final class NearestCodeword {
    private static final int TABLE_ENTRIES = 1 << 22;

    private static final int ROW_MULTIPLE = 64;

    private NearestCodeword() {}

    /** Rows whose distances to all codewords are held at a time. */
    static int rowsAtATime(int codebookSize) {
        return Math.max(1, TABLE_ENTRIES / codebookSize);
    }

    /**
     * Helper methods: {@code self.rows(z)}, (B, d, h, w) to (B h w, d) without gradient; {@code self.nearest(rows, v)},
     * (n, d) and (K, d) to (n) int64, of equally near codewords the lowest index.
     */
    static String methods(int codebookSize) {
        return String.format(Locale.ROOT, """

                def rows(self, z: Tensor) -> Tensor:
                  channels_last = torch.permute(torch.detach(z), [0, 2, 3, 1])
                  return torch.reshape(channels_last, [-1, torch.size(z, 1)])

                def nearest(self, rows: Tensor, v: Tensor) -> Tensor:
                  w = torch.detach(v)
                  norms = torch.constant_pad_nd(torch.sum(torch.mul(w, w), [1]), [0, %1$d], inf)
                  columns = torch.t(torch.constant_pad_nd(w, [0, 0, 0, %1$d], 0))
                  parts = torch.split(rows, %2$d)
                  found = annotate(List[Tensor], [])
                  for i in range(torch.len(parts)):
                    distances = torch.addmm(norms, parts[i], columns, alpha=-2)
                    _0 = torch.append(found, torch.argmin(distances, 1))
                  return torch.cat(found)
                """, Math.floorMod(-codebookSize, ROW_MULTIPLE), rowsAtATime(codebookSize));
    }
}
