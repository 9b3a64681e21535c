package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.WeightView;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointTest {
    @TempDir
    private Path folder;

    /** Names as the projects' files have them; the last columns are one of them and what it is called here. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timm        | ViT                          | @                     | cls_token blocks.0.attn.qkv.weight patch_embed.proj.weight head.weight | head.weight | head.weight
            timm        | ViT                          | @ model.              | blocks.0.attn.qkv.weight patch_embed.proj.weight | norm.bias | norm.bias
            timm        | distilled ViT                | @ model.              | blocks.0.attn.qkv.weight dist_token head_dist.weight | pos_embed | pos_embed
            mae         | encoder and decoder          | @ model.              | blocks.0.attn.qkv.weight decoder_blocks.0.norm1.weight mask_token | decoder_pred.bias | decoder_pred.bias
            mae         | fine-tuned                   | @ model.              | blocks.0.attn.qkv.weight blocks.0.attn.qkv.bias fc_norm.weight | head.bias | head.bias
            bootmae     | encoder and decoders         | @ model.              | blocks.0.attn.q_bias blocks.0.attn.qkv.weight decode_blocks.0.c_attn.kv.weight lm_head_1.weight | mask_token_1 | mask_token_1
            beit        | pre-trained                  | @ model.              | blocks.0.attn.q_bias blocks.0.attn.qkv.weight lm_head.weight | mask_token | mask_token
            beit        | pre-trained                  | @ module.             | blocks.0.attn.q_bias blocks.0.attn.qkv.weight lm_head.weight | gamma_1 | gamma_1
            beit        | fine-tuned                   | @ model.              | blocks.0.attn.q_bias blocks.0.attn.qkv.weight fc_norm.weight | head.bias | head.bias
            moco-v3     | ViT and its momentum copy    | @ state_dict.module.base_encoder. | blocks.0.attn.qkv.weight head.0.weight | norm.bias | norm.bias
            moco-v3     | ResNet and its momentum copy | @ state_dict.module.base_encoder. | conv1.weight layer1.0.conv1.weight | bn1.bias | bn1.bias
            dino        | ViT and projection head      | head.mlp.0.weight @ teacher.backbone. | blocks.0.attn.qkv.weight | norm.bias | norm.bias
            dino        | ViT                          | @ backbone.           | blocks.0.attn.qkv.weight patch_embed.proj.weight | norm.bias | norm.bias
            beit        | encoder                      | @ backbone.           | blocks.0.attn.qkv.weight blocks.0.attn.q_bias | gamma_1 | gamma_1
            beit-segmentation | BEiT and segmentation heads | @ state_dict.     | backbone.blocks.0.attn.qkv.weight backbone.blocks.0.attn.q_bias backbone.patch_embed.proj.weight auxiliary_head.conv_seg.bias | decode_head.conv_seg.weight | decode_head.conv_seg.weight
            beit-segmentation | BEiT and segmentation heads | @ state_dict.     | backbone.blocks.0.attn.qkv.weight backbone.rel_pos_bias.relative_position_bias_table decode_head.conv_seg.weight | backbone.cls_token | backbone.cls_token
            beit-segmentation | ViT and segmentation heads | @                  | backbone.blocks.0.attn.qkv.weight backbone.patch_embed.proj.weight backbone.norm.bias | decode_head.conv_seg.weight | decode_head.conv_seg.weight
            timesformer | video transformer            | @ model_state.model.  | blocks.0.temporal_attn.qkv.weight time_embed | blocks.0.temporal_fc.bias | blocks.0.temporal_fc.bias
            mmpretrain  | ViT                          | @ state_dict.backbone. | layers.0.ln1.weight cls_token | layers.7.ffn.layers.0.0.bias | blocks.7.mlp.fc1.bias
            mmpretrain  | ViT                          | @ backbone.           | layers.0.ln1.weight cls_token | layers.7.attn.attn.in_proj_weight | blocks.7.attn.qkv.weight
            mmpretrain  | ViT                          | @ state_dict.backbone. | layers.0.ln1.weight patch_embed.projection.weight | ln1.weight | norm.weight
            torchvision | ResNet                       | @                     | conv1.weight layer1.0.conv1.weight fc.weight | layer4.2.bn3.running_var | layer4.2.bn3.running_var
            torchvision | VGG                          | @ module.             | features.0.weight features.0.bias | classifier.6.weight | classifier.6.weight
            vqgan       | tokenizer                    | @ state_dict.         | encoder.conv_in.weight decoder.conv_in.weight quantize.embedding.weight quant_conv.weight | encoder.mid.attn_1.q.bias | encoder.mid.attn_1.q.bias
            dall-e      | encoder or decoder           | @                     | blocks.input.w blocks.output.conv.w | blocks.group_1.block_1.res_path.conv_1.w | blocks.group_1.block_1.res_path.conv_1.w
            lpips       | linear layers                | @                     | lin0.model.1.weight | lin4.model.1.weight | lin4.model.1.weight
            peco4j      | not recognised               | @ model.module.       | something.else | something.new | something.new
            """)
    void formatsAreRecognisedByTheirNames(
            String format, String variant, String where, String names, String theirs, String ours) {
        String prefix = where.substring(where.indexOf('@') + 1).strip();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String name : (names + " " + theirs).split(" ", -1)) {
            sizes.put(prefix + name, 1);
        }
        if (where.indexOf('@') > 0) {
            String wrapper = prefix.substring(0, prefix.indexOf('.') + 1);
            sizes.put(wrapper + where.substring(0, where.indexOf('@')).strip(), 1);
        }
        sizes.put("optimizer.state.0.exp_avg", 2);
        try (Checkpoint checkpoint = Checkpoint.open(file(sizes))) {
            assertThat(checkpoint.format().id()).isEqualTo(format);
            assertThat(checkpoint.variant()).isEqualTo(variant);
            if (!prefix.isEmpty()) {
                assertThat(checkpoint.prefix()).isEqualTo(prefix);
                assertThat(checkpoint.weights().tensors()).containsKey(ours).hasSizeLessThan(sizes.size());
                assertThat(checkpoint.notes()).contains("left out optimizer: 1 tensor");
            } else {
                assertThat(checkpoint.weights().tensors()).containsKey(ours);
            }
        }
    }

    @Test
    void aCopyBesideTheNetworkIsLeftOutAndSaid() {
        Path file = file(Map.of(
                "model.blocks.0.attn.q_bias", 1,
                "model.blocks.0.attn.qkv.weight", 1,
                "model_ema.blocks.0.attn.q_bias", 1));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.notes()).containsExactly("left out model_ema: 1 tensor");
            assertThat(checkpoint.weights().tensors())
                    .containsOnlyKeys("blocks.0.attn.q_bias", "blocks.0.attn.qkv.weight");
        }
    }

    @Test
    void aPartOfAFileIsRecognisedAsAWholeOneIs() {
        Path file = file(Map.of("w.layers.0.ln1.weight", 1, "w.layers.0.attn.qkv.weight", 1, "out.logits", 1));
        try (Checkpoint checkpoint = Checkpoint.of(WeightView.part(WeightFile.open(file), "w."))) {
            assertThat(checkpoint.format().id()).isEqualTo("mmpretrain");
            assertThat(checkpoint.weights().tensors())
                    .containsOnlyKeys("blocks.0.norm1.weight", "blocks.0.attn.qkv.weight");
        }
    }

    @Test
    void aStatedFormatMustBeTheRightOne() {
        Path file = file(Map.of("model.blocks.0.attn.qkv.weight", 1, "model.decoder_blocks.0.norm1.weight", 1));
        try (Checkpoint checkpoint = Checkpoint.open(file, Formats.of("mae"))) {
            assertThat(checkpoint.variant()).isEqualTo("encoder and decoder");
            assertThatThrownBy(() -> checkpoint.as(Formats.of("vqgan")))
                    .hasMessageContaining("PECO-312")
                    .hasMessageContaining("none of the format vqgan");
        }
        assertThatThrownBy(() -> Checkpoint.open(file, Formats.of("torchvision")))
                .hasMessageContaining("PECO-311")
                .hasMessageContaining("not of the format torchvision");
        assertThatThrownBy(() -> Formats.of("tim")).hasMessageContaining("PECO-310");
        try (Checkpoint checkpoint = Checkpoint.open(file, Formats.PECO4J)) {
            assertThat(checkpoint.weights().tensors())
                    .containsOnlyKeys("blocks.0.attn.qkv.weight", "decoder_blocks.0.norm1.weight");
        }
        assertThat(Formats.all()).extracting(CheckpointFormat::id).doesNotHaveDuplicates();
    }

    /** @param sizes elements by name */
    private Path file(Map<String, Integer> sizes) {
        Path file = folder.resolve("file.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            sizes.forEach((name, size) -> tensors.put(name, manager.arange((float) size)));
            Safetensors.write(file, tensors, Map.of());
        }
        return file;
    }
}
