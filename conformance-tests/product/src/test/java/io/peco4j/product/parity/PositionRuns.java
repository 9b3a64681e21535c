package io.peco4j.product.parity;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.vit.SinCosTable;
import java.util.Map;

/** Fixed position embeddings. */
final class PositionRuns {
    private PositionRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("facebookresearch/mae", "util/pos_embed.py: get_2d_sincos_pos_embed"),
                PositionRuns::mae,
                new Kind(
                        "facebookresearch/moco-v3",
                        "vits.py: VisionTransformerMoCo.build_2d_sincos_position_embedding"),
                PositionRuns::moco);
    }

    /** Results are named by width, side of the grid, and whether a row for the class token comes first. */
    private static void mae(ParityCase reference) {
        reference.under("out.").forEach((name, expected) -> {
            String[] parts = name.split("[x_]", -1);
            int width = Integer.parseInt(parts[0]);
            int side = Integer.parseInt(parts[1]);
            var table =
                    reference.manager().create(SinCosTable.mae(width, side, side), new Shape(1 + side * side, width));
            reference.check("out." + name, name.endsWith("_cls") ? table : table.get("1:"));
        });
    }

    /** Results are named by width, rows and columns; a row for the class token comes first. */
    private static void moco(ParityCase reference) {
        reference.under("out.").forEach((name, expected) -> {
            String[] parts = name.split("x", -1);
            int width = Integer.parseInt(parts[0]);
            int rows = Integer.parseInt(parts[1]);
            int columns = Integer.parseInt(parts[2]);
            float[] table = SinCosTable.moco(width, rows, columns);
            reference.check("out." + name, reference.manager().create(table, new Shape(1, 1 + rows * columns, width)));
        });
    }
}
