package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.WeightFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void inspectSaysWhatAFileHolds() {
        Path file = moco();
        assertThat(run("weights", "inspect", file.toString())).isZero();
        assertThat(out.toString())
                .contains("kind           safetensors")
                .contains("format         moco-v3 (MoCo v3: ViT and ResNet-50, ViT and its momentum copy)")
                .contains("network under  state_dict.module.base_encoder.")
                .contains("size           2 tensors, 14 numbers, 56 bytes")
                .contains("note           left out optimizer: 1 tensor")
                .containsPattern("blocks\\.0\\.attn\\.qkv\\.weight +F32 +\\[6, 2]");
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestImported() throws IOException {
        String json = "{\"rope\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"w\":{\"dtype\":\"F8_E5M2\",\"shape\":[1],\"data_offsets\":[8,9]}}";
        Path file = folder.resolve("model-00001-of-00001.safetensors");
        byte[] text = json.getBytes(StandardCharsets.US_ASCII);
        Files.write(
                file,
                ByteBuffer.allocate(8 + text.length + 9)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .array());
        String index =
                "{\"weight_map\":{\"rope\":\"" + file.getFileName() + "\",\"w\":\"" + file.getFileName() + "\"}}";
        Files.writeString(folder.resolve("model.safetensors.index.json"), index);
        String note = "set aside rope, which is of the number format C64";
        assertThat(run("weights", "inspect", folder.toString())).isZero();
        assertThat(out.toString())
                .contains("kind           safetensors, in 1 shard", "note           " + note)
                .containsPattern("w +F8_E5M2 +\\[1]");
        Path own = folder.resolve("own");
        assertThat(run("weights", "import", folder.toString(), "--out", own.toString()))
                .isZero();
        assertThat(out.toString()).contains(note, "wrote " + own + ": 1 tensors, 1 bytes");
        StringWriter before = new StringWriter().append(out.getBuffer());
        assertThat(run("weights", "inspect", "--json", folder.toString())).isZero();
        JsonObject content = JsonParser.parseString(
                        out.toString().substring(before.toString().length()))
                .getAsJsonObject();
        assertThat(content.getAsJsonObject("setAside").get("rope").getAsString())
                .isEqualTo("is of the number format C64");
        Files.delete(file);
        assertThat(run("weights", "inspect", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("PECO-315", file.getFileName().toString());
    }

    @Test
    void inspectTakesAFormat() {
        assertThat(run("weights", "inspect", "--format", "peco4j", moco().toString()))
                .isZero();
        assertThat(out.toString()).contains("format         peco4j").contains("base_encoder.blocks.0.attn.qkv.weight");
        assertThat(run("weights", "inspect", "--format", "vqgan", moco().toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("PECO-311");
    }

    @Test
    void inspectShowsNoControlCharacters() {
        Path file = folder.resolve("codes.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.write(file, Map.of("a\u001b[31m", manager.ones(new Shape(1))), Map.of("k\u0007", "v\nw"));
        }
        assertThat(run("weights", "inspect", file.toString())).isZero();
        assertThat(out.toString()).contains("a?[31m", "k?", "v?w").doesNotContain("\u001b");
    }

    @Test
    void inspectAsJson() {
        assertThat(run("weights", "inspect", "--json", moco().toString())).isZero();
        JsonObject content = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(content.get("format").getAsString()).isEqualTo("moco-v3");
        assertThat(content.get("scalars").getAsLong()).isEqualTo(14);
        assertThat(content.getAsJsonArray("tensors")).hasSize(2);
    }

    @Test
    void whatIsExportedIsImportedAgain() throws IOException {
        Path own = folder.resolve("own.safetensors");
        Path timm = folder.resolve("timm.safetensors");
        Path mm = folder.resolve("mm.safetensors");
        Path again = folder.resolve("again.safetensors");
        assertThat(run("weights", "import", moco().toString(), "--out", own.toString()))
                .isZero();
        assertThat(out.toString()).contains("left out optimizer: 1 tensor", "wrote " + own + ": 2 tensors, 56 bytes");
        assertThat(run("weights", "export", own.toString(), "--format", "timm", "--out", timm.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("PECO-312", "Nothing was exported");
        assertThat(Files.exists(timm)).isFalse();
        assertThat(run("weights", "export", own.toString(), "--format", "moco-v3", "--out", mm.toString()))
                .isZero();
        try (WeightFile exported = WeightFile.open(mm)) {
            assertThat(exported.tensors()).containsKey("module.base_encoder.blocks.0.attn.qkv.weight");
        }
        assertThat(run("weights", "import", mm.toString(), "--out", again.toString()))
                .isZero();
        assertThat(Files.mismatch(own, again)).isEqualTo(-1);
    }

    @Test
    void wrongInputsExitWithTwo() throws IOException {
        Path page = folder.resolve("page.pth");
        Files.writeString(page, "<!doctype html><html></html>");
        assertThat(run("weights", "inspect", page.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("PECO-304", "an HTML page");
        assertThat(run("weights", "import", moco().toString(), "--out", folder + "/none/x.safetensors"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("PECO-313", "there is no folder");
        assertThat(run("weights", "import", moco().toString(), "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("a folder has this name");
        assertThat(run("weights", "import", moco().toString(), "--format", "moco-v2", "--out", folder + "/x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("PECO-310", "did you mean moco-v3");
        assertThat(run("weights")).isEqualTo(2);
        assertThat(run("weights", "import", "--help")).isZero();
        assertThat(out.toString())
                .contains("For example:", "Formats:")
                .containsPattern("vqgan: +taming-transformers: VQGAN and VQ-VAE");
    }

    private Path moco() {
        Path file = folder.resolve("moco.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put("state_dict.module.base_encoder.blocks.0.attn.qkv.weight", manager.ones(new Shape(6, 2)));
            tensors.put("state_dict.module.base_encoder.norm.weight", manager.ones(new Shape(2)));
            tensors.put("optimizer.state.0.exp_avg", manager.ones(new Shape(2)));
            Safetensors.write(file, tensors, Map.of("epoch", "300"));
        }
        return file;
    }

    private int run(String... arguments) {
        Services services = new Services(
                new PluginFolders(List.of(), List.of()),
                () -> {
                    throw new AssertionError("weights need no plugins");
                },
                folder);
        return Commands.over(services)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
