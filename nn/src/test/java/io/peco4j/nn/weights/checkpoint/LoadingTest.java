package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.transformer.RelativeTableResize;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.VisionTransformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadingTest extends CheckpointFixture {
    private static final String TABLE = "relative_position_bias_table";

    @Test
    void aFullMaeFileFitsAnEncoderForLargerPictures() {
        Map<String, NDArray> file = new LinkedHashMap<>(plain(1, 2).state());
        file.put("mask_token", manager.ones(new Shape(1, 1, 4)));
        file.put("decoder_pos_embed", manager.ones(new Shape(1, 5, 4)));
        file.put("decoder_blocks.0.norm1.weight", manager.ones(new Shape(4)));
        file.put("decoder_norm.weight", manager.ones(new Shape(4)));
        VisionTransformer encoder = plain(2, 3);
        assertThat(load(prefixed("model.", file), encoder.state()))
                .containsExactly(
                        "left out the mask token, which the network does not have: 1 tensor",
                        "left out the decoder, which the network does not have: 3 tensors",
                        "pos_embed was resized (bicubic) from 1 + 2 x 2 to 1 + 3 x 3 tokens");
        NDArray source = of(file, "pos_embed");
        assertThat(of(encoder.state(), "pos_embed").get(":, :1")).isEqualTo(source.get(":, :1"));
        assertThat(of(encoder.state(), "pos_embed")).isEqualTo(PositionGrid.resize(source, 1, 3, 3));
        assertThat(of(encoder.state(), "blocks.1.mlp.fc2.weight")).isEqualTo(of(file, "blocks.1.mlp.fc2.weight"));
    }

    @Test
    void beitsPretrainedFileFitsOneWithATablePerBlock() {
        VisionTransformer trained = SmallNetworks.vit(
                SmallNetworks.context(manager, 1), 4, Positions.NONE, RelativeBias.SHARED, QkvBias.QUERY_VALUE, 0.1);
        NDArray table = of(trained.state(), "rel_pos_bias." + TABLE);
        table.addi(manager.randomNormal(table.getShape()));
        of(trained.state(), "blocks.0.attn.q_bias").addi(1);
        of(trained.state(), "blocks.0.attn.v_bias").addi(2);
        Map<String, NDArray> file = new LinkedHashMap<>(trained.state());
        file.put("lm_head.weight", manager.ones(new Shape(7, 8)));
        VisionTransformer tuned = SmallNetworks.vit(
                SmallNetworks.context(manager, 2), 5, Positions.NONE, RelativeBias.PER_BLOCK, QkvBias.FUSED, 0.1);
        assertThat(load(prefixed("model.", file), tuned.state()))
                .containsExactly(
                        "left out the head for masked tokens, which the network does not have: 1 tensor",
                        "the bias of queries and values was brought into the network's form in 2 blocks; that of keys has"
                                + " no effect",
                        "the shared table of relative positions was copied to 2 blocks",
                        "the table of relative positions was resized (cubic spline) from 4 x 4 to 5 x 5 patches, 2 times");
        assertThat(of(tuned.state(), "blocks.1.attn." + RelativePositions.INDEX))
                .isEqualTo(new RelativePositions(manager, 5, 5).index());
        assertThat(load(
                        Map.of("rel_pos_bias." + RelativePositions.INDEX, manager.arange(3), "body", manager.arange(2)),
                        Map.of("body", manager.arange(2))))
                .containsExactly("left out relative position indices, which follow from the picture's size: 1 tensor");
        NDArray resized = new RelativeTableResize(4, 5).apply(table);
        assertThat(of(tuned.state(), "blocks.1.attn." + TABLE)).isEqualTo(resized);
        assertThat(of(tuned.state(), "blocks.0.attn.qkv.bias").toFloatArray())
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2);
    }

    @Test
    void aFusedBiasBecomesTheTwoOfBeit() {
        Map<String, NDArray> file = Map.of("attn.qkv.bias", manager.arange(6f));
        Map<String, NDArray> live =
                Map.of("attn.q_bias", manager.zeros(new Shape(2)), "attn.v_bias", manager.zeros(new Shape(2)));
        assertThat(load(file, live)).hasSize(1);
        assertThat(of(live, "attn.q_bias").toFloatArray()).containsExactly(0, 1);
        assertThat(of(live, "attn.v_bias").toFloatArray()).containsExactly(4, 5);
    }

    @Test
    void classifiersForOtherClassesAreLeftAlone() {
        Map<String, NDArray> file = Map.of(
                "body", manager.ones(new Shape(2)),
                "head.weight", manager.ones(new Shape(1000, 2)),
                "head.bias", manager.ones(new Shape(1000)));
        Map<String, NDArray> live = Map.of(
                "body", manager.zeros(new Shape(2)),
                "head.weight", manager.full(new Shape(10, 2), 5f),
                "head.bias", manager.full(new Shape(10), 5f));
        assertThat(load(file, live))
                .containsExactly("the classifier head stays as it was initialised: the file has 1000 classes and the"
                        + " network 10");
        assertThat(of(live, "head.bias").toFloatArray()).containsOnly(5);
        assertThat(of(live, "body").toFloatArray()).containsOnly(1);
    }

    @Test
    void aDistilledTokenAndAFinalNormAreFitted() {
        Map<String, NDArray> file = new LinkedHashMap<>(plain(1, 2).state());
        NDArray positions = of(file, "pos_embed");
        file.put(
                "pos_embed",
                positions
                        .get(":, :1")
                        .concat(manager.ones(new Shape(1, 1, 8)), 1)
                        .concat(positions.get(":, 1:"), 1));
        file.put("dist_token", manager.ones(new Shape(1, 1, 8)));
        file.put("fc_norm.weight", manager.full(new Shape(8), 3f));
        file.put("fc_norm.bias", manager.full(new Shape(8), 4f));
        file.remove("norm.weight");
        file.remove("norm.bias");
        VisionTransformer encoder = plain(2, 2);
        assertThat(load(file, encoder.state())).hasSize(3).anyMatch(note -> note.startsWith("fc_norm, which"));
        assertThat(of(encoder.state(), "pos_embed")).isEqualTo(positions);
        assertThat(of(encoder.state(), "norm.bias").toFloatArray()).containsOnly(4);
    }

    @Test
    void aNormOfTheMeanBeginsAnewWhereTheFileNormsTokens() {
        Map<String, NDArray> file = Map.of(
                "body", manager.ones(new Shape(1)),
                "norm.weight", manager.full(new Shape(2), 3f),
                "norm.bias", manager.full(new Shape(2), 3f));
        Map<String, NDArray> live = Map.of(
                "body", manager.zeros(new Shape(1)),
                "fc_norm.weight", manager.ones(new Shape(2)),
                "fc_norm.bias", manager.zeros(new Shape(2)));
        assertThat(load(file, live)).singleElement().asString().startsWith("fc_norm, which is applied to the mean");
        assertThat(of(live, "fc_norm.weight").toFloatArray()).containsOnly(1);
        assertThat(of(live, "body").toFloatArray()).containsOnly(1);
    }

    @Test
    void headsForOtherVocabulariesClassesAndBoxesAreLeftAlone() {
        Map<String, NDArray> file = new LinkedHashMap<>();
        Map<String, NDArray> live = new LinkedHashMap<>();
        List<String> heads = List.of(
                "lm_head",
                "decode_head.conv_seg",
                "auxiliary_head.conv_seg",
                "roi_heads.box_predictor.cls_score",
                "roi_heads.box_predictor.bbox_pred",
                "roi_heads.mask_predictor.mask_fcn_logits");
        for (String head : heads) {
            file.put(head + ".weight", manager.ones(new Shape(8, 2)));
            file.put(head + ".bias", manager.ones(new Shape(8)));
            live.put(head + ".weight", manager.zeros(new Shape(3, 2)));
            live.put(head + ".bias", manager.zeros(new Shape(3)));
        }
        assertThat(load(file, live))
                .hasSize(heads.size())
                .contains("the head for masked tokens lm_head stays as it was initialised: the file has 8 codewords and"
                        + " the network 3");
        assertThat(live.values()).allMatch(tensor -> tensor.sum().getFloat() == 0);
    }

    @Test
    void countersOfBatchesThatOldFilesLackBeginAnew() {
        Map<String, NDArray> live =
                new LinkedHashMap<>(Parameters.state(new BatchNorm(SmallNetworks.context(manager, 1), 2)));
        Map<String, NDArray> file = new LinkedHashMap<>();
        live.forEach((name, tensor) -> {
            if (!name.equals("num_batches_tracked")) {
                file.put("bn1." + name, manager.full(tensor.getShape(), 2f));
            }
        });
        assertThat(live).hasSize(5);
        assertThat(load(file, prefixed("bn1.", live)))
                .containsExactly(
                        "counters of batches, which are not in the file, stay as they were initialised: 1 tensor");
        assertThat(of(live, "running_var").toFloatArray()).containsOnly(2);
        assertThat(of(live, "num_batches_tracked").getLong()).isZero();
    }

    /** Names as taming has them. */
    @Test
    void aCodebookWithoutAveragesBeginsThemAndOneWithTheOthersLosesThem() {
        Map<String, NDArray> trained = Parameters.state(SmallNetworks.vqByGradients(manager, 1));
        Map<String, NDArray> moving = Parameters.state(SmallNetworks.vqByAverages(manager, 2));
        assertThat(load(prefixed("state_dict.", trained), moving))
                .containsExactly(
                        "the moving averages of the codebook quantize.embedding, which are not in the file, start"
                                + " at its codewords, with sizes of 1");
        NDArray codewords = of(trained, "quantize.embedding.weight");
        assertThat(of(moving, "quantize.embedding.weight")).isEqualTo(codewords);
        assertThat(of(moving, "quantize.embedding.embed_avg")).isEqualTo(codewords);
        assertThat(of(moving, "quantize.embedding.cluster_size").toFloatArray()).containsOnly(1);
        Map<String, NDArray> other = Parameters.state(SmallNetworks.vqByAverages(manager, 3));
        assertThat(load(other, trained))
                .containsExactly("left out the moving averages of the codebook quantize.embedding, which the network"
                        + " trains by gradients");
        assertThat(codewords).isEqualTo(of(other, "quantize.embedding.weight"));
    }

    @Test
    void theBackboneOfASegmentationNetworkFitsAnEncoder() {
        VisionTransformer trained = plain(1, 2);
        Map<String, NDArray> file = prefixed("state_dict.backbone.", trained.state());
        file.put("state_dict.backbone.fpn1.0.weight", manager.ones(new Shape(2)));
        file.put("state_dict.decode_head.conv_seg.weight", manager.ones(new Shape(2, 2, 1, 1)));
        file.put("state_dict.auxiliary_head.conv_seg.weight", manager.ones(new Shape(2, 2, 1, 1)));
        VisionTransformer encoder = plain(2, 2);
        assertThat(load(file, encoder.state())).hasSize(4).anyMatch(note -> note.startsWith("took the backbone"));
        assertThat(of(encoder.state(), "cls_token")).isEqualTo(of(trained.state(), "cls_token"));
    }

    @Test
    void framesAreTakenFromTheNearest() {
        Map<String, NDArray> live = Map.of("time_embed", manager.zeros(new Shape(1, 4, 1)));
        load(Map.of("time_embed", manager.create(new float[] {1, 2}).reshape(1, 2, 1)), live);
        assertThat(of(live, "time_embed").toFloatArray()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void whatDoesNotFitIsListedAtOnceAndNothingIsWritten() {
        Map<String, NDArray> file = Map.of(
                "a", manager.ones(new Shape(2)),
                "b", manager.ones(new Shape(3)),
                "pos_embed", manager.ones(new Shape(1, 5, 2)));
        Map<String, NDArray> live = Map.of(
                "a", manager.zeros(new Shape(2)),
                "c", manager.zeros(new Shape(3)),
                "pos_embed", manager.zeros(new Shape(1, 5, 3)));
        InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> load(file, live));
        assertThat(refusal.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("PECO-305", "PECO-306", "PECO-307");
        assertThat(of(live, "a").toFloatArray()).containsOnly(0);
    }

    private VisionTransformer plain(long seed, int grid) {
        return SmallNetworks.vit(
                SmallNetworks.context(manager, seed), grid, Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0);
    }

    private static Map<String, NDArray> prefixed(String prefix, Map<String, NDArray> tensors) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
        return named;
    }
}
