package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;

/**
 * Which samples keep a branch of a block in training: stochastic depth (Huang et al. 2016), sample by sample as in
 * timm.
 *
 * <p>A branch is multiplied by {@link #kept} and divided by {@link #keep}. It is asked for the attention's branch
 * first, then for the MLP's, block by block; blocks that drop nothing ask for nothing.
 */
public final class DropPath {
    private static final Kernel KEPT = Kernel.compile("kept samples", """
            def forward(self, draws: Tensor, keep: Tensor) -> Tensor:
              return torch.floor(torch.add(draws, keep))
            """);

    private final Draws draws;
    private final NDArray keep;

    /** Where the random numbers come from. */
    @FunctionalInterface
    public interface Draws {
        /** The engine's generator of the calling thread. */
        Draws ENGINE = engine();

        /**
         * Numbers from 0 to below 1, one for each sample.
         *
         * @param tokens (B, N, D) float32
         * @return float32 (B, 1, 1), owned by the manager of the tokens
         */
        NDArray of(NDArray tokens);

        private static Draws engine() {
            Kernel uniform = Kernel.compile("uniform draws", """
                    def forward(self, x: Tensor) -> Tensor:
                      return torch.rand_like(torch.slice(torch.slice(x, 1, 0, 1), 2, 0, 1))
                    """);
            return uniform::apply;
        }
    }

    /**
     * A rule for both branches of a block.
     *
     * @param manager owns its constant
     * @param rate share of samples that skip a branch, above 0 and below 1
     */
    public DropPath(NDManager manager, double rate, Draws draws) {
        this.draws = draws;
        this.keep = manager.full(new Shape(), (float) (1 - rate), DataType.FLOAT32);
    }

    /** The share that stays, a float32 scalar. */
    public NDArray keep() {
        return keep;
    }

    /** 1 for samples that keep the next branch and 0 for others: float32 (B, 1, 1), owned by the tokens' manager. */
    public NDArray kept(NDArray tokens) {
        try (NDArray drawn = draws.of(tokens)) {
            return KEPT.apply(drawn, keep);
        }
    }
}
