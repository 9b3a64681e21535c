package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Locale;

/**
 * Counts and sums of vectors per codeword since the last update, and the update. Empty between steps, so no part of a
 * saved state.
 */
final class EmaStatistics {
    /** Vectors of the latest batch at random, in place of codewords that died. */
    private static final Kernel CANDIDATES = Kernel.compile("candidates for revival", """
            def forward(self, z: Tensor, candidates: Tensor, drawn: Tensor) -> Tensor:
              rows = torch.reshape(torch.permute(torch.detach(z), [0, 2, 3, 1]), [-1, torch.size(z, 1)])
              which = torch.mul(torch.rand_like(torch.select(candidates, 1, 0)), torch.size(rows, 0))
              last = torch.sub(torch.size(rows, 0), 1)
              _0 = torch.fill_(drawn, 1)
              return torch.copy_(candidates, torch.index_select(rows, 0, torch.clamp(torch.to(which, 4), 0, last)))
            """);

    /** The candidates of a later pass, if it drew any. */
    private static final Kernel FOLLOW = Kernel.compile("later candidates", """
            def forward(self, candidates: Tensor, later: Tensor, drawn: Tensor) -> Tensor:
              return torch.copy_(candidates, torch.where(torch.gt(drawn, 0), later, candidates))
            """);

    private final NDArray counts;
    private final NDArray sums;
    private final NDArray candidates;

    /** Float32 (1), 1 once a pass has drawn candidates. */
    private final NDArray drawn;

    private final boolean revives;
    private final Kernel accumulate;
    private final Kernel update;

    EmaStatistics(NetworkContext context, int size, int dimension, EmaCodebook settings) {
        Initial initial = Initial.of(context);
        this.counts = initial.zeros(size);
        this.sums = initial.zeros(size, dimension);
        this.candidates = initial.zeros(size, dimension);
        this.drawn = initial.zeros(1);
        this.revives = settings.reviveBelow() > 0;
        this.accumulate = Kernel.compile(
                "codebook statistics", String.format(Locale.ROOT, """
                def forward(self, z: Tensor, tokens: Tensor, counts: Tensor, sums: Tensor) -> Tensor:
                  chosen = torch.flatten(tokens)
                  _0 = torch.index_add_(sums, 0, chosen, self.rows(z))
                  return torch.add_(counts, torch.to(torch.bincount(chosen, None, %d), 6))
                """, size) + NearestCodeword.methods(size));
        this.update = Kernel.compile(
                "codebook update",
                String.format(
                        Locale.ROOT,
                        """
                def forward(self, v: Tensor, size: Tensor, average: Tensor, counts: Tensor, sums: Tensor, candidates: Tensor) -> Tensor:
                  _0 = torch.add_(torch.mul_(size, %1$s), counts, alpha=%2$s)
                  _1 = torch.add_(torch.mul_(average, %1$s), sums, alpha=%2$s)
                  dead = torch.lt(size, %4$s)
                  _2 = torch.copy_(average, torch.where(torch.unsqueeze(dead, 1), candidates, average))
                  _3 = torch.masked_fill_(size, dead, 1.)
                  total = torch.sum(size)
                  smoothed = torch.mul(torch.div(torch.add(size, %3$s), torch.add(total, %5$s)), total)
                  _4 = torch.zero_(counts)
                  _5 = torch.zero_(sums)
                  return torch.copy_(v, torch.div(average, torch.unsqueeze(smoothed, 1)))
                """,
                        settings.decay(),
                        1 - settings.decay(),
                        settings.epsilon(),
                        settings.reviveBelow(),
                        size * settings.epsilon()));
    }

    /** Adds a batch: z float32 (B, d, h, w), tokens int64 (B, h, w). */
    void add(NDArray z, NDArray tokens) {
        accumulate.apply(z, tokens, counts, sums).close();
        if (revives) {
            CANDIDATES.apply(z, candidates, drawn).close();
        }
    }

    /** What passes add to. */
    List<NDArray> sums() {
        return List.of(counts, sums);
    }

    /** What the latest pass leaves. */
    List<NDArray> latest() {
        return revives ? List.of(candidates, drawn) : List.of();
    }

    /** Takes over what a later pass left. */
    void follow(List<NDArray> later) {
        if (revives) {
            FOLLOW.apply(candidates, later.get(0), later.get(1)).close();
        }
    }

    /** Moves the codebook's three tensors and resets the statistics. */
    void apply(NDArray weight, NDArray clusterSize, NDArray embedAvg) {
        update.apply(weight, clusterSize, embedAvg, counts, sums, candidates).close();
    }
}
