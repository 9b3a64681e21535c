package io.peco4j.nn.weights.checkpoint;

import java.util.Collection;
import java.util.List;

/**
 * How timm calls the scales of a block's branches. Its BEiT has them as the original has, under our names: that is the
 * one with separate biases of queries and values.
 */
final class TimmNames {
    private static final List<Renaming> SCALES = List.of(Renaming.of(
            "blocks\\.(\\d+)\\.ls([12])\\.gamma",
            "blocks.$1.gamma_$2",
            "blocks\\.(\\d+)\\.gamma_([12])",
            "blocks.$1.ls$2.gamma"));

    private TimmNames() {}

    static Naming naming() {
        return new Naming(TimmNames::rules, false);
    }

    private static List<Renaming> rules(Collection<String> network) {
        return network.stream().anyMatch(name -> name.endsWith(".q_bias")) ? List.of() : SCALES;
    }
}
