package io.peco4j.bench.peer;

import io.peco4j.api.train.Precision;
import java.util.Collection;
import java.util.List;

/** BEiT's pretraining (Bao et al. 2021, section 2) with given tokens: accuracy is computed in every step, as there. */
public final class BeitPeer {
    /** The field of what is hidden, float32 (B, N) of 0 and 1, equally many in each row. */
    public static final String MASK = "mask";

    /** The field of the tokens of hidden patches, int64 (B, M). */
    public static final String TOKENS = "tokens";

    private BeitPeer() {}

    /** The network whose weights have those names: a transformer without relative positions or layer scale. */
    public static PeerNetwork network(
            Collection<String> weights, int patch, int width, int heads, Precision precision) {
        Script script = new Script(weights, precision);
        Transformer transformer = new Transformer(script);
        String patches = transformer.patches("images", patch);
        String share = script.call("unsqueeze", "mask", -1);
        String token = script.call("expand", script.weight("mask_token"), "torch.size(" + patches + ")");
        String seen = script.call("mul", patches, script.call("rsub", share, 1));
        String masked = script.call("add", seen, script.call("mul", token, share));
        String stream = transformer.blocks(transformer.sequence(masked), "blocks", width, heads);
        String tokens = transformer.norm(stream, "norm", width);
        String rows = script.call("flatten", script.call("slice", tokens, 1, 1), 0, 1);
        String hidden = script.call("to", script.call("flatten", "mask"), 11);
        String picked = script.let(rows + "[" + hidden + "]");
        String logits = script.linear(picked, "lm_head");
        String likely = script.call("log_softmax", logits, 1);
        String loss = script.call("nll_loss", script.wide(likely), "labels");
        String guessed = script.call("argmax", logits, -1);
        String right = script.call("mean", script.call("to", script.call("eq", guessed, "labels"), 6));
        return new PeerNetwork(
                script.text(List.of("images", "mask", "labels"), List.of(loss, right)),
                script.weights(),
                batch -> List.of(
                        Transformer.pictures(batch),
                        batch.get(MASK),
                        batch.get(TOKENS).flatten()));
    }
}
