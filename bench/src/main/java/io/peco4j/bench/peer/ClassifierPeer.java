package io.peco4j.bench.peer;

import io.peco4j.api.train.Precision;
import java.util.Collection;
import java.util.List;

/** Fine-tuning as BEiT's and MAE's code do it: the mean of the patches, a norm, a linear map, and soft targets. */
public final class ClassifierPeer {
    /** The field of the targets, float32 (B, classes). */
    public static final String TARGETS = "targets";

    private ClassifierPeer() {}

    /** The network whose weights have those names: a transformer without relative positions or layer scale. */
    public static PeerNetwork network(
            Collection<String> weights, int patch, int width, int heads, Precision precision) {
        Script script = new Script(weights, precision);
        Transformer transformer = new Transformer(script);
        String sequence = transformer.sequence(transformer.patches("images", patch));
        String tokens = transformer.blocks(sequence, "blocks", width, heads);
        String mean = script.call("mean", script.call("slice", tokens, 1, 1), "[1]");
        String logits = script.linear(transformer.norm(mean, "fc_norm", width), "head");
        String likely = script.call("log_softmax", script.wide(logits), -1);
        String terms = script.call("mul", script.call("neg", "targets"), likely);
        String loss = script.call("mean", script.call("sum", terms, "[-1]"));
        return new PeerNetwork(
                script.text(List.of("images", "targets"), List.of(loss)),
                script.weights(),
                batch -> List.of(Transformer.pictures(batch), batch.get(TARGETS)));
    }
}
