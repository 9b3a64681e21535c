package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.RelativeDistances;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
        RelativeDistances resize = new RelativeDistances(from, to);
        reference.check("out.q", resize.ratio());
        float[] distances = new float[from - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = (float) resize.distances()[i];
        }
        reference.check("out.distances", reference.manager().create(distances));
        Map<String, NDArray> larger = loadedFromSmaller(reference, patch);
        for (int block = 0; block < reference.arguments().integer("depth"); block++) {
            String name = "blocks." + block + ".attn." + RelativePositions.TABLE;
            reference.check("out.table." + block, present(larger, name));
        }
        reference.check("out.pos_embed", present(larger, "pos_embed"));
    }

    /**
     * The state of a network for larger pictures, with a table in each block, after a file of one for smaller pictures
     * with one table for all was loaded.
     */
    private static Map<String, NDArray> loadedFromSmaller(ParityCase reference, int patch) {
        VisionTransformer smaller = network(reference, "source", patch, RelativeBias.SHARED);
        Map<String, NDArray> state = new LinkedHashMap<>(smaller.state());
        state.put("pos_embed", reference.get("in.pos_embed"));
        state.put("rel_pos_bias." + RelativePositions.TABLE, reference.get("in.shared_table"));
        Map<String, NDArray> larger =
                network(reference, "img_size", patch, RelativeBias.PER_BLOCK).state();
        try {
            Path folder = Files.createTempDirectory("parity");
            Path file = folder.resolve("smaller.safetensors");
            Safetensors.write(file, state, Map.of());
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                checkpoint.loadInto(larger);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return larger;
    }

    private static VisionTransformer network(ParityCase reference, String image, int patch, RelativeBias relative) {
        Arguments arguments = reference.arguments();
        BlockShape plain = BlockShape.plain(arguments.integer("embed_dim"), arguments.integer("num_heads"));
        // BEiT's attention, by which a file of it is recognised.
        BlockShape block = new BlockShape(
                plain.width(), plain.heads(), plain.headWidth(), plain.mlpWidth(), QkvBias.QUERY_VALUE, 0);
        VitConfig config = new VitConfig(
                arguments.integer(image),
                patch,
                arguments.integer("depth"),
                block,
                Positions.LEARNED,
                relative,
                0,
                Start.BEIT,
                false,
                Normalisation.NONE);
        return new VisionTransformer(reference.context(), config);
    }

    private static NDArray present(Map<String, NDArray> state, String name) {
        return Objects.requireNonNull(state.get(name), name);
    }
}
