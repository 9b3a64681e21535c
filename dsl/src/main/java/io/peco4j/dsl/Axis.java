package io.peco4j.dsl;

import io.peco4j.api.plugin.ComponentKind;
import java.util.Arrays;
import java.util.Optional;

/** An axis of a study's comparison: it has named components, and each cell of the comparison takes one of them. */
enum Axis {
    ENCODER(ComponentKind.ENCODER),
    TOKENIZER(ComponentKind.TOKENIZER),
    PRETRAINING(ComponentKind.PRETRAINING),
    TASK(ComponentKind.TASK);

    private final ComponentKind kind;

    Axis(ComponentKind kind) {
        this.kind = kind;
    }

    /** The kind of its components. */
    ComponentKind kind() {
        return kind;
    }

    /** Its key in a study file. */
    String key() {
        return kind.word();
    }

    /** The axis of a key. */
    static Optional<Axis> of(String key) {
        return Arrays.stream(values()).filter(axis -> axis.key().equals(key)).findFirst();
    }
}
