package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.RelativeTableResize;
import io.peco4j.nn.transformer.TransformerStack.Pairs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of a pass are: absolute positions resized as MAE and BEiT do when they fine-tune at another size
 * (bicubic), or as DINO does, and tables of relative positions as BEiT does (cubic spline), or its detection (bicubic).
 * On the transformer's own grid nothing is resized.
 *
 * @param config of the transformer
 * @param positions float32 (1, L + N, D)
 * @param relative of the transformer's own grid; null without relative positions
 * @param sharedTable of all blocks; null if there is none
 */
record TokenPlaces(
        VitConfig config,
        NDArray positions,
        @Nullable RelativePositions relative,
        @Nullable NDArray sharedTable) {

    /**
     * What is added to the tokens of a grid.
     *
     * @param owner any array; what is resized belongs to its manager
     */
    NDArray positions(NDArray owner, PatchGrid grid) {
        if (grid.equals(config.grid())) {
            return positions;
        }
        requireOrder();
        return config.positions() == Positions.LEARNED_DINO
                ? PositionGrid.resizeAsDino(owner, positions, config.leadingTokens(), config.grid(), grid)
                : PositionGrid.resize(owner, positions, config.leadingTokens(), config.grid(), grid);
    }

    /** What attention between the tokens of a grid is told; tensors belong to the owner's manager. */
    Pairs pairs(NDArray owner, PatchGrid grid) {
        if (relative == null) {
            return new Pairs.Own();
        }
        RelativePositions seen = grid.equals(config.grid())
                ? relative
                : new RelativePositions(owner.getManager(), config.grid(), grid, config.tables());
        if (sharedTable != null) {
            return new Pairs.Given(seen.bias(owner, sharedTable));
        }
        return seen == relative ? new Pairs.Own() : new Pairs.Resized(seen);
    }

    /**
     * The state of a transformer for another grid.
     *
     * @param own state of this transformer
     * @param fresh state of that one, whose indices of relative positions are kept
     * @param scratch owns what is resized
     */
    Map<String, NDArray> resized(
            Map<String, NDArray> own, Map<String, NDArray> fresh, PatchGrid grid, NDManager scratch) {
        Map<String, NDArray> made = new LinkedHashMap<>(fresh);
        RelativeTableResize tables = new RelativeTableResize(config.grid(), grid, config.tables());
        try (NDArray owner = Tensors.of(scratch, 0f)) {
            own.forEach((name, tensor) -> {
                if (tensor == positions) {
                    made.put(name, positions(owner, grid));
                } else if (name.endsWith(RelativePositions.TABLE)) {
                    made.put(name, tables.apply(owner, tensor));
                } else if (!name.endsWith(RelativePositions.INDEX)) {
                    made.put(name, tensor);
                }
            });
        }
        return made;
    }

    private void requireOrder() {
        boolean square = config.gridRows() == config.gridColumns();
        if (config.positions() == Positions.SIN_COS_MOCO && !square) {
            throw new UnsupportedOperationException("MoCo v3's table for pictures of " + config.image()
                    + " pixels is not in the order of the patches," + " so that it has no form for other sizes");
        }
    }
}
