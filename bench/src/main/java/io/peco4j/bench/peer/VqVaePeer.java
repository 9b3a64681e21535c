package io.peco4j.bench.peer;

import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Affine;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * PeCo's tokenizer trained on pixels (Dong et al. 2021, section 3.1; Esser et al. 2021): residual and attention blocks,
 * a codebook of moving averages by one-hot products (van den Oord et al. 2017, appendix A.1), L1 distance.
 */
public final class VqVaePeer {
    private final Script script;
    private final int groups;

    /**
     * How the codebook moves.
     *
     * @param commitment weight of the encoder's term
     * @param decay what a step keeps
     * @param epsilon added to sizes
     */
    public record CodebookRule(int size, int dimension, double commitment, double decay, double epsilon) {}

    private VqVaePeer(Script script, int groups) {
        this.script = script;
        this.groups = groups;
    }

    /** The network whose weights have those names. */
    public static PeerNetwork network(Collection<String> weights, int groups, CodebookRule rule, Precision precision) {
        Script script = new Script(weights, precision);
        return new VqVaePeer(script, groups).network(rule);
    }

    private PeerNetwork network(CodebookRule rule) {
        String latent = script.convolution(encoder("images"), "quant_conv", 1, 0);
        String z = script.call("permute", script.wide(latent), "[0, 2, 3, 1]");
        String rows = script.let("torch.reshape(" + z + ", [-1, " + rule.dimension() + "])");
        String still = script.call("detach", rows);
        String codebook = script.weight("quantize.embedding.weight");
        String squares = script.call("sum", script.call("pow", still, 2), "[1]", "True");
        String norms = script.call("sum", script.call("pow", codebook, 2), "[1]");
        String products = script.call("matmul", still, script.call("t", codebook));
        String distances = script.call("sub", script.call("add", squares, norms), script.call("mul", products, 2));
        String chosen = script.call("argmin", distances, 1);
        String found =
                script.let("torch.reshape(torch.embedding(" + codebook + ", " + chosen + "), torch.size(" + z + "))");
        String ones = script.call("to", script.call("one_hot", chosen, rule.size()), 6);
        String frequencies = script.call("mean", ones, "[0]");
        String perplexity = script.let("torch.exp(torch.neg(torch.sum(torch.mul(" + frequencies
                + ", torch.log(torch.add(" + frequencies + ", 1.0e-10))))))");
        move(rule, codebook, ones, still);
        String commitment =
                script.call("mul", script.call("mse_loss", script.call("detach", found), z), rule.commitment());
        String passed = script.call("add", z, script.call("detach", script.call("sub", found, z)));
        String decoded =
                decoder(script.convolution(script.call("permute", passed, "[0, 3, 1, 2]"), "post_quant_conv", 1, 0));
        String error = script.call("abs", script.call("sub", "images", script.wide(decoded)));
        String distance = script.call("mean", error);
        String loss = script.call("add", distance, commitment);
        return new PeerNetwork(
                script.text(List.of("images"), List.of(loss, distance, commitment, perplexity)),
                script.weights(),
                batch -> List.of(Affine.of(batch.get(Sample.IMAGE), 2, -1)));
    }

    private void move(CodebookRule rule, String codebook, String ones, String rows) {
        String sizes = script.weight("quantize.embedding.cluster_size");
        String averages = script.weight("quantize.embedding.embed_avg");
        script.let(average(sizes, script.call("sum", ones, "[0]"), rule.decay()));
        script.let(average(averages, script.call("matmul", script.call("t", ones), rows), rule.decay()));
        String total = script.call("sum", sizes);
        String smoothed = script.let(String.format(
                Locale.ROOT,
                "torch.mul(torch.div(torch.add(%s, %s), torch.add(%s, %s)), %s)",
                sizes,
                rule.epsilon(),
                total,
                rule.size() * rule.epsilon(),
                total));
        script.let("torch.copy_(" + codebook + ", torch.div(" + averages + ", torch.unsqueeze(" + smoothed + ", 1)))");
    }

    private static String average(String of, String by, double decay) {
        return "torch.add_(torch.mul_(" + of + ", " + decay + "), " + by + ", alpha=" + (1 - decay) + ")";
    }

    private String encoder(String images) {
        String x = script.convolution(images, "encoder.conv_in", 1, 1);
        int levels = script.count("encoder.down.", ".block.0.conv1.weight");
        for (int i = 0; i < levels; i++) {
            x = level(x, "encoder.down." + i);
            String change = "encoder.down." + i + ".downsample.conv";
            if (script.has(change + ".weight")) {
                x = script.convolution(script.call("constant_pad_nd", x, "[0, 1, 0, 1]", 0), change, 2, 0);
            }
        }
        return end(middle(x, "encoder.mid"), "encoder");
    }

    private String decoder(String latent) {
        String x = middle(script.convolution(latent, "decoder.conv_in", 1, 1), "decoder.mid");
        int levels = script.count("decoder.up.", ".block.0.conv1.weight");
        for (int i = levels - 1; i >= 0; i--) {
            x = level(x, "decoder.up." + i);
            String change = "decoder.up." + i + ".upsample.conv";
            if (script.has(change + ".weight")) {
                String large = script.let("torch.upsample_nearest2d(" + x + ", [torch.mul(torch.size(" + x
                        + ", 2), 2), torch.mul(torch.size(" + x + ", 3), 2)])");
                x = script.convolution(large, change, 1, 1);
            }
        }
        return end(x, "decoder");
    }

    private String level(String x, String name) {
        String map = x;
        int blocks = script.count(name + ".block.", ".conv1.weight");
        for (int j = 0; j < blocks; j++) {
            map = residual(map, name + ".block." + j);
            if (script.has(name + ".attn." + j + ".q.weight")) {
                map = attention(map, name + ".attn." + j);
            }
        }
        return map;
    }

    private String middle(String x, String name) {
        return residual(attention(residual(x, name + ".block_1"), name + ".attn_1"), name + ".block_2");
    }

    private String end(String x, String name) {
        return script.convolution(swish(norm(x, name + ".norm_out")), name + ".conv_out", 1, 1);
    }

    private String residual(String x, String name) {
        String inner = script.convolution(swish(norm(x, name + ".norm1")), name + ".conv1", 1, 1);
        String outer = script.convolution(swish(norm(inner, name + ".norm2")), name + ".conv2", 1, 1);
        boolean changes = script.has(name + ".nin_shortcut.weight");
        return script.call("add", changes ? script.convolution(x, name + ".nin_shortcut", 1, 0) : x, outer);
    }

    private String attention(String x, String name) {
        String h = norm(x, name + ".norm");
        String query = flat(script.convolution(h, name + ".q", 1, 0));
        String key = flat(script.convolution(h, name + ".k", 1, 0));
        String value = flat(script.convolution(h, name + ".v", 1, 0));
        String scores =
                script.call("bmm", script.narrow(script.call("permute", query, "[0, 2, 1]")), script.narrow(key));
        String scaled = script.let("torch.mul(" + scores + ", torch.pow(float(torch.size(" + x + ", 1)), -0.5))");
        String weights = script.call("permute", script.call("softmax", scaled, 2), "[0, 2, 1]");
        String mixed = script.call("bmm", script.narrow(value), script.narrow(weights));
        String map = script.let("torch.reshape(" + mixed + ", torch.size(" + x + "))");
        return script.call("add", x, script.convolution(map, name + ".proj_out", 1, 0));
    }

    private String flat(String map) {
        return script.call("flatten", map, 2);
    }

    private String swish(String x) {
        return script.call("mul", x, script.call("sigmoid", x));
    }

    private String norm(String x, String name) {
        return script.call(
                "group_norm",
                x,
                groups,
                script.weight(name + ".weight"),
                script.weight(name + ".bias"),
                "1.0e-06",
                "True");
    }
}
