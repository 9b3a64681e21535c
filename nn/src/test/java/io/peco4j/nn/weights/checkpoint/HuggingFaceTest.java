package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.weights.WeightFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names of Hugging Face's transformers, as its files have them. */
final class HuggingFaceTest extends CheckpointFixture {
    private static final int WIDTH = 8;

    @Test
    void vitFitsAnEncoder() {
        Map<String, NDArray> file = encoder("vit.", true);
        file.put("vit.pooler.dense.weight", random(WIDTH, WIDTH));
        file.put("vit.pooler.dense.bias", random(WIDTH));
        file.put("classifier.weight", random(10, WIDTH));
        file.put("classifier.bias", random(10));
        Map<String, NDArray> live = vit(Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0);
        assertThat(load("hf-vit", file, live))
                .containsExactly(
                        "left out the pooler, a layer of Hugging Face's own: 2 tensors",
                        "left out the classifier, which the network does not have: 2 tensors");
        String layer = "vit.encoder.layer.1.";
        assertThat(of(live, "blocks.1.attn.qkv.weight"))
                .isEqualTo(of(file, layer + "attention.attention.query.weight")
                        .concat(of(file, layer + "attention.attention.key.weight"))
                        .concat(of(file, layer + "attention.attention.value.weight")));
        assertThat(of(live, "blocks.1.attn.qkv.bias").get("8:16"))
                .isEqualTo(of(file, layer + "attention.attention.key.bias"));
        assertThat(of(live, "blocks.1.attn.proj.weight")).isEqualTo(of(file, layer + "attention.output.dense.weight"));
        assertThat(of(live, "blocks.1.mlp.fc1.bias")).isEqualTo(of(file, layer + "intermediate.dense.bias"));
        assertThat(of(live, "blocks.1.mlp.fc2.weight")).isEqualTo(of(file, layer + "output.dense.weight"));
        assertThat(of(live, "blocks.0.norm1.weight"))
                .isEqualTo(of(file, "vit.encoder.layer.0.layernorm_before.weight"));
        assertThat(of(live, "blocks.0.norm2.bias")).isEqualTo(of(file, "vit.encoder.layer.0.layernorm_after.bias"));
        assertThat(of(live, "pos_embed")).isEqualTo(of(file, "vit.embeddings.position_embeddings"));
        assertThat(of(live, "norm.bias")).isEqualTo(of(file, "vit.layernorm.bias"));
    }

    /** DINO's files are those of the encoder alone; others have been wrapped by who trained them. */
    @Test
    void anEncoderAloneAndOneInWrappersFitToo() {
        for (String prefix : List.of("", "model.", "teacher.vit.", "student_net.module.vit.")) {
            Map<String, NDArray> live = vit(Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0);
            Map<String, NDArray> file = encoder(prefix, true);
            assertThat(load("hf-vit", file, live)).isEmpty();
            assertThat(of(live, "norm.weight")).isEqualTo(of(file, prefix + "layernorm.weight"));
        }
    }

    @Test
    void beitHasNoBiasOfKeys() {
        Map<String, NDArray> file = encoder("beit.", false);
        file.remove("beit.embeddings.position_embeddings");
        file.remove("beit.layernorm.weight");
        file.remove("beit.layernorm.bias");
        file.put("beit.pooler.layernorm.weight", random(WIDTH));
        file.put("beit.pooler.layernorm.bias", random(WIDTH));
        String bias = "attention.attention.relative_position_bias.relative_position_";
        for (int i = 0; i < 2; i++) {
            String layer = "beit.encoder.layer." + i + ".";
            file.put(layer + "lambda_1", random(WIDTH));
            file.put(layer + "lambda_2", random(WIDTH));
            file.put(layer + bias + "bias_table", random(12, 2));
            file.put(layer + bias + "index", manager.zeros(new Shape(5, 5)));
        }
        Map<String, NDArray> live = vit(Positions.NONE, RelativeBias.PER_BLOCK, QkvBias.QUERY_VALUE, 0.1);
        assertThat(load("hf-beit", file, live))
                .containsExactly(
                        "fc_norm, which the file applies to the mean of the tokens, is taken for norm, which is"
                                + " applied to each token");
        String layer = "beit.encoder.layer.1.";
        assertThat(of(live, "blocks.1.attn.v_bias")).isEqualTo(of(file, layer + "attention.attention.value.bias"));
        assertThat(of(live, "blocks.1.gamma_2")).isEqualTo(of(file, layer + "lambda_2"));
        assertThat(of(live, "blocks.1.attn.relative_position_bias_table"))
                .isEqualTo(of(file, layer + bias + "bias_table"));
        assertThat(of(live, "norm.weight")).isEqualTo(of(file, "beit.pooler.layernorm.weight"));
    }

    @Test
    void maeWithItsDecoder() {
        Map<String, NDArray> file = encoder("vit.", true);
        file.put("decoder.mask_token", random(1, 1, WIDTH));
        file.put("decoder.decoder_pos_embed", random(1, 5, WIDTH));
        for (String part : List.of("decoder_embed", "decoder_norm", "decoder_pred")) {
            file.put("decoder." + part + ".weight", random(WIDTH));
        }
        layer(file, "decoder.decoder_layers.0.", true);
        try (Checkpoint checkpoint = Checkpoint.open(written(file))) {
            assertThat(checkpoint.format().id()).isEqualTo("hf-mae");
            assertThat(checkpoint.weights().tensors())
                    .containsKeys(
                            "mask_token",
                            "decoder_pos_embed",
                            "decoder_embed.weight",
                            "decoder_blocks.0.attn.qkv.bias",
                            "decoder_blocks.0.mlp.fc2.weight",
                            "decoder_pred.weight",
                            "blocks.1.attn.qkv.weight");
            assertThat(checkpoint.as(Formats.of("hf-mae")).tensors().keySet()).isEqualTo(file.keySet());
        }
    }

    /** Queries of one number format and keys of another make no matrix; that is said only where it is needed. */
    @Test
    void partsThatDoNotMatchAreSetAside() {
        Map<String, NDArray> file = encoder("vit.", true);
        String key = "vit.encoder.layer.0.attention.attention.key.weight";
        file.put(key, random(WIDTH, WIDTH + 1));
        try (Checkpoint checkpoint = Checkpoint.open(written(file))) {
            assertThat(checkpoint.weights().unsupported())
                    .containsOnly(Map.entry(
                            "blocks.0.attn.qkv.weight",
                            "needs " + key + ", which is F32 (8, 9) and should be as F32 (8, 8)"));
        }
    }

    /** As timm has the same network with scales of its branches: not under BEiT's names. */
    @Test
    void exportsHaveTheNamesOfTheOtherProject() {
        Map<String, NDArray> scaled = vit(Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0.1);
        try (Checkpoint checkpoint = Checkpoint.open(written(scaled));
                WeightFile timm = checkpoint.as(Formats.of("timm"))) {
            assertThat(timm.tensors()).containsKeys("blocks.1.ls1.gamma", "blocks.0.ls2.gamma");
        }
        Map<String, NDArray> plain = vit(Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0);
        try (Checkpoint checkpoint = Checkpoint.open(written(plain));
                WeightFile theirs = checkpoint.as(Formats.of("hf-vit"))) {
            assertThat(theirs.tensors().keySet())
                    .containsExactlyInAnyOrderElementsOf(encoder("vit.", true).keySet());
            assertThat(theirs.read("vit.encoder.layer.0.attention.attention.value.weight", manager))
                    .isEqualTo(of(plain, "blocks.0.attn.qkv.weight").get("16:24"));
        }
    }

    private Map<String, NDArray> vit(Positions positions, RelativeBias relative, QkvBias bias, double scale) {
        return new LinkedHashMap<>(Parameters.state(
                SmallNetworks.vit(SmallNetworks.context(manager, 1), 2, positions, relative, bias, scale)));
    }

    private Map<String, NDArray> encoder(String prefix, boolean keyBias) {
        Map<String, NDArray> file = new LinkedHashMap<>();
        file.put(prefix + "embeddings.cls_token", random(1, 1, WIDTH));
        file.put(prefix + "embeddings.position_embeddings", random(1, 5, WIDTH));
        file.put(prefix + "embeddings.patch_embeddings.projection.weight", random(WIDTH, 3, 8, 8));
        file.put(prefix + "embeddings.patch_embeddings.projection.bias", random(WIDTH));
        layer(file, prefix + "encoder.layer.0.", keyBias);
        layer(file, prefix + "encoder.layer.1.", keyBias);
        file.put(prefix + "layernorm.weight", random(WIDTH));
        file.put(prefix + "layernorm.bias", random(WIDTH));
        return file;
    }

    private void layer(Map<String, NDArray> file, String layer, boolean keyBias) {
        for (String part : List.of("query", "key", "value")) {
            file.put(layer + "attention.attention." + part + ".weight", random(WIDTH, WIDTH));
            if (keyBias || !part.equals("key")) {
                file.put(layer + "attention.attention." + part + ".bias", random(WIDTH));
            }
        }
        linear(file, layer + "attention.output.dense", WIDTH, WIDTH);
        linear(file, layer + "intermediate.dense", 16, WIDTH);
        linear(file, layer + "output.dense", WIDTH, 16);
        for (String norm : List.of("layernorm_before", "layernorm_after")) {
            file.put(layer + norm + ".weight", random(WIDTH));
            file.put(layer + norm + ".bias", random(WIDTH));
        }
    }

    private void linear(Map<String, NDArray> file, String name, int out, int in) {
        file.put(name + ".weight", random(out, in));
        file.put(name + ".bias", random(out));
    }

    private NDArray random(long... shape) {
        return manager.randomNormal(new Shape(shape));
    }

    private List<String> load(String format, Map<String, NDArray> file, Map<String, NDArray> live) {
        try (Checkpoint checkpoint = Checkpoint.open(written(file))) {
            assertThat(checkpoint.format().id()).isEqualTo(format);
            return checkpoint.loadInto(live);
        }
    }
}
