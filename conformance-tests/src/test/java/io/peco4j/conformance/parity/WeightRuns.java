package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.weights.checkpoint.PositionGrid;
import io.peco4j.nn.weights.checkpoint.RelativeTableResize;
import java.util.Map;

/** What is resized when weights are loaded into a network for other pictures. */
final class WeightRuns {
    private WeightRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("facebookresearch/mae", "util/pos_embed.py: interpolate_pos_embed"),
                WeightRuns::positions,
                new Kind("microsoft/unilm", "beit/semantic_segmentation/mmcv_custom/checkpoint.py: load_checkpoint"),
                WeightRuns::backbone);
    }

    private static void positions(ParityCase reference) {
        NDArray table = reference.get("in.pos_embed");
        int others = reference.arguments().integer("extra");
        for (int side : reference.arguments().integers("new")) {
            reference.check("out.pos_embed." + side, PositionGrid.resize(table, others, side, side));
        }
    }

    private static void backbone(ParityCase reference) {
        int patch = reference.arguments().integer("patch_size");
        int from = reference.arguments().integer("source") / patch;
        int to = reference.arguments().integer("img_size") / patch;
        RelativeTableResize resize = new RelativeTableResize(from, to);
        reference.check("out.q", resize.ratio());
        float[] distances = new float[from - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = (float) resize.distances()[i];
        }
        reference.check("out.distances", reference.manager().create(distances));
        NDArray table = resize.apply(reference.get("in.shared_table"));
        for (int block = 0; block < reference.arguments().integer("depth"); block++) {
            reference.check("out.table." + block, table);
        }
        reference.check("out.pos_embed", PositionGrid.resize(reference.get("in.pos_embed"), 1, to, to));
    }
}
