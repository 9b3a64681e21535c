package io.peco4j.conformance;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the rules of pretraining frameworks share: the encoder and the tokenizer that a framework is given, and its
 * passes.
 */
public abstract sealed class PretrainingSetup extends ComponentConformance implements LearnerRules
        permits PretrainingMaskRules {
    /** Enough that a patch which may be hidden is hidden once. */
    static final int MANY_ROWS = 96;

    static final float ROUNDING = 1e-5f;

    PretrainingSetup() {}

    /** The framework under test, with options that make it small. */
    protected abstract Component<PretrainingFramework> pretraining();

    /**
     * The encoder that it trains; a tiny plain vision transformer by default.
     *
     * @param bench makes components, and owns what is made without it
     * @param seed of its start
     */
    protected VisionEncoder encoder(Workbench bench, long seed) {
        return TinyEncoder.of(bench.manager(), seed);
    }

    /** The tokenizer whose tokens are its targets, if it asks for one; twelve tokens, one for each patch by default. */
    protected ScriptedTokenizer tokenizer(Workbench bench) {
        return new ScriptedTokenizer(bench.manager(), 12, TinyEncoder.SIDE / 4, TinyEncoder.SIDE);
    }

    /** The share of patches that its options ask to hide, within a tenth; empty by default: any. */
    protected OptionalDouble hiddenShare() {
        return OptionalDouble.empty();
    }

    /**
     * The loss of a network that knows nothing: by default the logarithm of the number of tokens for frameworks that
     * ask for a tokenizer, and unknown for others.
     *
     * @param tokenizer whose tokens are the targets, if there are any
     */
    protected OptionalDouble chanceLevel(Tokenizer tokenizer) {
        return asksForTokenizer() ? OptionalDouble.of(Math.log(tokenizer.vocabularySize())) : OptionalDouble.empty();
    }

    /** How far from that a loss may start, as a share of it. */
    protected double chanceTolerance() {
        return 0.15;
    }

    @Override
    protected int image() {
        return TinyEncoder.SIDE;
    }

    @Override
    final void make(Workbench bench) {
        made(bench, 1);
    }

    @Override
    public final Trainee trainee(long seed) {
        Workbench bench = bench(seed);
        Made<PretrainingFramework> made = made(bench, seed);
        return trainee(bench, made, made.component().learner());
    }

    private Made<PretrainingFramework> made(Workbench bench, long seed) {
        return Pretraining.framework(bench, pretraining(), encoder(bench, seed), tokenizer(bench));
    }

    final boolean asksForTokenizer() {
        return registry()
                .find(ComponentKind.of(pretraining()), pretraining().id())
                .map(entry -> entry.required().contains(Tokenizer.class))
                .orElse(false);
    }

    final List<Sample> rows(Pretraining tried, int count) {
        return Drill.samples(tried.learner(), trainingSplit(), count);
    }

    /** A test of a pass whose masks are legal. */
    final void masking(int rows, BiConsumer<Pretraining, Pass> test) {
        Applies.onlyIf(able(Ability.HIDES_PATCHES), "it hides no patches, says lacks()");
        with(tried -> {
            Pass pass = tried.pass(rows(tried, rows));
            Applies.onlyIf(pass.isMasked(), "it has no legal masks, as PRE-03 says");
            test.accept(tried, pass);
        });
    }

    final void with(Consumer<Pretraining> test) {
        Applies.onlyIf(able(Ability.TRAINS), "it does not train");
        try (Workbench bench = bench(1)) {
            test.accept(Pretraining.of(bench, pretraining(), encoder(bench, 1), tokenizer(bench)));
        }
    }
}
