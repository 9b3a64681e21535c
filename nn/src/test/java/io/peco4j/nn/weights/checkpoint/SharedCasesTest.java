package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.nn.weights.SharedFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as public reports of problems describe them, from outside of the repository. */
final class SharedCasesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "c64.safetensors; peco4j; patch_embed.proj.weight; set aside rope.freqs, which is of the number format C64",
                "fp8-beside.safetensors; peco4j; input_scale;",
                "hf-vit.safetensors; hf-vit; blocks.0.attn.qkv.weight;",
                "model.safetensors.index.json; peco4j; b;",
                "model-00001-of-00002.safetensors; peco4j; a; this is shard 1 of 2 alone: give the folder or its .index.json for all",
                "numpydict.pth; peco4j; pos_embed;",
                "string.npz; peco4j; w; set aside arch, which holds text",
                "timm-layerscale.pth; timm; blocks.0.gamma_1;",
                "torchversion.pth; timm; blocks.0.attn.qkv.weight;"
            })
    void areRead(String name, String format, String tensor, String note) {
        try (Checkpoint checkpoint = Checkpoint.open(SharedFolder.file("cases/20-weights/" + name))) {
            assertThat(checkpoint.format().id()).isEqualTo(format);
            assertThat(checkpoint.weights().tensors()).containsKey(tensor);
            if (note == null) {
                assertThat(checkpoint.notes()).isEmpty();
            } else {
                assertThat(checkpoint.notes()).containsExactly(note);
            }
        }
    }
}
