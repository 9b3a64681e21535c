package io.peco4j.conformance;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What components of a kind are able to do unless their author says otherwise. Without an ability, the rules that build
 * on it check the refusal that the contract asks for instead.
 */
public enum Ability {
    /** A tokenizer, backbone or pretraining framework trains. Without it, {@code learner()} is empty. */
    TRAINS(null),
    /**
     * A tokenizer or backbone takes pictures of other sizes than its own; without it, they get an
     * {@code IllegalArgumentException}. An encoder takes any multiple of its patch, also for twins; without it, it
     * throws {@code UnsupportedOperationException} with a message.
     */
    ANY_SIZE(null),
    /** An encoder replaces hidden patches by a token. Without it, it throws {@code UnsupportedOperationException}. */
    REPLACES_PATCHES(null),
    /** An encoder leaves hidden patches out. Without it, it throws {@code UnsupportedOperationException}. */
    LEAVES_PATCHES_OUT(null),
    /** A pretraining framework's loss falls on a batch that is always the same: everything that trains. */
    LEARNS_ONE_BATCH(TRAINS),
    /** An objective is zero where the reconstruction is the picture. Without it, nothing is said of its value there. */
    ZERO_AT_PERFECTION(null),
    /**
     * An objective's gradient is that of its value. Without it, a factor that no gradient passes through may be in it.
     */
    EXACT_GRADIENT(null),
    /**
     * A pretraining framework shows its encoder pictures of the encoder's own size alone. Without it, it shows others
     * beside them, such as smaller crops, which are of whole patches; the encoder then takes any size.
     */
    OWN_SIZE(null),
    /** A pretraining framework hides patches from its encoder. Without it, the encoder is never given a mask. */
    HIDES_PATCHES(null),
    /**
     * A pretraining framework's target of a patch follows from that patch alone, and its loss is made of hidden
     * patches. Without it, nothing is said of what predictions are compared with.
     */
    LOCAL_TARGETS(HIDES_PATCHES),
    /** A task scores on the study's validation split. Without it, it is content with data that has none. */
    USES_VALIDATION(null),
    /**
     * A task scores classes of labelled pictures. Without it, it refuses them, or its scores do not depend on the
     * labels.
     */
    SCORES_CLASSES(USES_VALIDATION),
    /** A task gives the classifier that it trained. Without it, {@code classifier()} is empty. */
    GIVES_CLASSIFIER(SCORES_CLASSES);

    private final @Nullable Ability base;

    Ability(@Nullable Ability base) {
        this.base = base;
    }

    /** The ability without which this one cannot be; empty if it stands alone. */
    public Optional<Ability> base() {
        return Optional.ofNullable(base);
    }

    /** Whether a component that lacks these lacks this one, too. */
    public boolean isMissing(Set<Ability> lacks) {
        return lacks.contains(this) || base != null && base.isMissing(lacks);
    }
}
