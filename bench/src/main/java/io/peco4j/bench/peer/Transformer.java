package io.peco4j.bench.peer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.vit.Normalisation;

/** A vision transformer as timm, BEiT and MAE write it: a strided convolution, then blocks of pre-normed layers. */
final class Transformer {
    private final Script script;

    Transformer(Script script) {
        this.script = script;
    }

    /** The pictures of a batch, normalised. */
    static NDArray pictures(Batch batch) {
        return Normalisation.IMAGENET.kernel().apply(batch.get(Sample.IMAGE));
    }

    /** (B, 3, H, W) to (B, N, D). */
    String patches(String images, int patch) {
        String map = script.convolution(images, "patch_embed.proj", patch, 0);
        return script.call("transpose", script.call("flatten", map, 2), 1, 2);
    }

    /** The class token before patches, and positions on all of them. */
    String sequence(String patches) {
        String first = script.call("expand", script.weight("cls_token"), "[torch.size(" + patches + ", 0), -1, -1]");
        String all = script.call("cat", "[" + first + ", " + patches + "]", 1);
        return script.call("add", all, script.weight("pos_embed"));
    }

    /** All blocks whose names start so. */
    String blocks(String x, String prefix, int width, int heads) {
        String stream = x;
        int depth = script.count(prefix + ".", ".attn.qkv.weight");
        for (int i = 0; i < depth; i++) {
            stream = block(stream, prefix + "." + i, width, heads);
        }
        return stream;
    }

    String norm(String x, String name, int width) {
        return script.call(
                "layer_norm",
                x,
                "[" + width + "]",
                script.weight(name + ".weight"),
                script.weight(name + ".bias"),
                "1.0e-06",
                "True");
    }

    private String block(String x, String name, int width, int heads) {
        String attended = attention(norm(x, name + ".norm1", width), name + ".attn", width, heads);
        String between = script.call("add", x, attended);
        String hidden = script.linear(norm(between, name + ".norm2", width), name + ".mlp.fc1");
        String mlp = script.linear(script.call("gelu", hidden), name + ".mlp.fc2");
        return script.call("add", between, mlp);
    }

    private String attention(String x, String name, int width, int heads) {
        int dimension = width / heads;
        String sizes = "[torch.size(" + x + ", 0), torch.size(" + x + ", 1), ";
        String parts = script.let("torch.reshape(" + script.linear(x, name + ".qkv") + ", " + sizes + "3, " + heads
                + ", " + dimension + "])");
        String permuted = script.call("permute", parts, "[2, 0, 3, 1, 4]");
        String query = script.call("mul", script.call("select", permuted, 0, 0), 1 / Math.sqrt(dimension));
        String key = script.call("select", permuted, 0, 1);
        String value = script.call("select", permuted, 0, 2);
        String scores = script.matmul(query, script.call("transpose", key, -2, -1));
        String mixed = script.matmul(script.call("softmax", scores, -1), value);
        String joined = script.call("transpose", mixed, 1, 2);
        return script.linear(script.let("torch.reshape(" + joined + ", " + sizes + width + "])"), name + ".proj");
    }
}
