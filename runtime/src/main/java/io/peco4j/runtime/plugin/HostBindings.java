package io.peco4j.runtime.plugin;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import java.util.List;

/** What the host gives to constructors of components, beside their options. */
final class HostBindings {
    /** To components of some kind. */
    static final List<Class<?>> ALL = List.of(
            NetworkContext.class,
            VisionEncoder.class,
            Tokenizer.class,
            CodebookNetwork.class,
            Dataset.class,
            ContentDigests.class);

    private HostBindings() {}

    /** To components of the given kind. */
    static List<Class<?>> to(ComponentKind kind) {
        return switch (kind) {
            case DATASET -> List.of(ContentDigests.class);
            case ENCODER, BACKBONE -> List.of(NetworkContext.class);
            case TOKENIZER -> List.of(NetworkContext.class, Dataset.class);
            case OBJECTIVE -> List.of(NetworkContext.class, CodebookNetwork.class, Dataset.class);
            case PRETRAINING, TASK ->
                List.of(NetworkContext.class, VisionEncoder.class, Tokenizer.class, Dataset.class);
        };
    }
}
