package io.peco4j.nn.dalle;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.StandaloneContext;

/** The context of layers that are float32 in any network. */
final class Exact {
    private Exact() {}

    static NetworkContext of(NetworkContext context) {
        return new StandaloneContext(context.manager(), Precision.FLOAT32, context.random());
    }
}
