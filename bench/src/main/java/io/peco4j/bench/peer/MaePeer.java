package io.peco4j.bench.peer;

import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Precision;
import java.util.Collection;
import java.util.List;

/**
 * MAE's pretraining (He et al. 2021, section 3) with given noise: the patches of the smallest noise are seen, the
 * normalised pixels of the others are predicted.
 */
public final class MaePeer {
    /** The field of the noise, float32 (B, N). */
    public static final String NOISE = "noise";

    private MaePeer() {}

    /**
     * The sizes of an encoder and its decoder.
     *
     * @param grid patches of a side
     * @param patch side of a patch, in pixels
     * @param visible patches that the encoder sees
     */
    public record Sizes(int grid, int patch, int visible, int width, int heads, int decoderWidth, int decoderHeads) {}

    /** The network whose weights have those names: transformers without relative positions or layer scale. */
    public static PeerNetwork network(Collection<String> weights, Sizes sizes, Precision precision) {
        Script script = new Script(weights, precision);
        Transformer transformer = new Transformer(script);
        String shuffle = script.call("argsort", "noise", 1);
        String restore = script.call("argsort", shuffle, 1);
        String latent = encoded(script, transformer, shuffle, sizes);
        String predicted = decoded(script, transformer, latent, restore, sizes);
        String square = script.call("pow", script.call("sub", predicted, target(script, sizes)), 2);
        String errors = script.call("mean", square, "[-1]");
        String hidden = script.call("to", script.call("ge", restore, sizes.visible()), 6);
        String sum = script.call("sum", script.call("mul", errors, hidden));
        String loss = script.call("div", sum, script.call("sum", hidden));
        return new PeerNetwork(
                script.text(List.of("images", "pixels", "noise"), List.of(loss)),
                script.weights(),
                batch -> List.of(Transformer.pictures(batch), batch.get(Sample.IMAGE), batch.get(NOISE)));
    }

    private static String encoded(Script script, Transformer transformer, String shuffle, Sizes sizes) {
        String patches = transformer.patches("images", sizes.patch());
        String positions = script.weight("pos_embed");
        String placed = script.call("add", patches, script.call("slice", positions, 1, 1));
        String seen = picked(script, placed, script.call("slice", shuffle, 1, 0, sizes.visible()), sizes.width());
        String first = script.call("add", script.weight("cls_token"), script.call("slice", positions, 1, 0, 1));
        String expanded = script.call("expand", first, "[torch.size(" + seen + ", 0), -1, -1]");
        String sequence = script.call("cat", "[" + expanded + ", " + seen + "]", 1);
        return transformer.norm(
                transformer.blocks(sequence, "blocks", sizes.width(), sizes.heads()), "norm", sizes.width());
    }

    private static String decoded(Script script, Transformer transformer, String latent, String restore, Sizes sizes) {
        int width = sizes.decoderWidth();
        int hidden = sizes.grid() * sizes.grid() - sizes.visible();
        String narrow = script.linear(latent, "decoder_embed");
        String shape = "[torch.size(" + narrow + ", 0), " + hidden + ", 1]";
        String masks = script.let(script.weight("mask_token") + ".repeat(" + shape + ")");
        String shuffled = script.call("cat", "[" + script.call("slice", narrow, 1, 1) + ", " + masks + "]", 1);
        String ordered = picked(script, shuffled, restore, width);
        String all = script.call("cat", "[" + script.call("slice", narrow, 1, 0, 1) + ", " + ordered + "]", 1);
        String placed = script.call("add", all, script.weight("decoder_pos_embed"));
        String stream = transformer.blocks(placed, "decoder_blocks", width, sizes.decoderHeads());
        String predictions = script.linear(transformer.norm(stream, "decoder_norm", width), "decoder_pred");
        return script.call("slice", predictions, 1, 1);
    }

    /** Rows of (B, N, D) by indices (B, n). */
    private static String picked(Script script, String rows, String index, int width) {
        String wide = script.call("expand", script.call("unsqueeze", index, -1), "[-1, -1, " + width + "]");
        return script.call("gather", rows, 1, wide);
    }

    private static String target(Script script, Sizes sizes) {
        String sides = sizes.grid() + ", " + sizes.patch() + ", " + sizes.grid() + ", " + sizes.patch();
        String batch = "torch.size(pixels, 0)";
        String tiles = script.call("reshape", "pixels", "[" + batch + ", 3, " + sides + "]");
        String rows = script.call(
                "reshape",
                script.call("permute", tiles, "[0, 2, 4, 3, 5, 1]"),
                "[" + batch + ", " + sizes.grid() * sizes.grid() + ", -1]");
        String apart = script.call("sub", rows, script.call("mean", rows, "[-1]", "True"));
        String variance = script.call("var", rows, "[-1]", "True", "True");
        return script.call("div", apart, script.call("sqrt", script.call("add", variance, "1.0e-06")));
    }
}
