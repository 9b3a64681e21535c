package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.stub.Hidden;
import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.stub.WatchedEncoder;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules PRE-01 to PRE-10, and LRN-01 to LRN-14 for its learner.
 *
 * <p>A framework is given an encoder that remembers what it was asked, and a tokenizer whose tokens follow from a script.
 * So the rules need to know neither the names of a batch's fields nor how masks are drawn.
 */
public abstract class PretrainingConformance extends ComponentConformance implements LearnerRules {
    /** Enough that a patch which may be hidden is hidden once. */
    private static final int MANY_ROWS = 96;

    private static final float ROUNDING = 1e-5f;

    /** A class for one framework. */
    protected PretrainingConformance() {}

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
     * The loss of a network that knows nothing: by default the logarithm of the number of tokens for frameworks that ask
     * for a tokenizer, and unknown for others.
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
    public final Optional<Trainee> trainee(long seed) {
        Workbench bench = bench(seed);
        Made<PretrainingFramework> made =
                Pretraining.framework(bench, pretraining(), encoder(bench, seed), tokenizer(bench));
        return Optional.of(new Trainee(made.component().learner(), made.manager(), bench::close));
    }

    @Test
    @Rule("PRE-01")
    final void theLearnerHoldsTheWholeEncoder() {
        with(tried -> {
            Set<NDArray> held = Collections.newSetFromMap(new IdentityHashMap<>());
            held.addAll(tried.learner().state().values());
            assertThat(tried.encoder().state().entrySet().stream()
                            .filter(tensor -> !held.contains(tensor.getValue()))
                            .map(Map.Entry::getKey))
                    .as("tensors of the encoder that the learner's state lacks: a checkpoint loses them")
                    .isEmpty();
            assertThat(tried.learner().flopsPerExample())
                    .as("operations per example")
                    .isNotNegative();
        });
    }

    @Test
    @Rule("PRE-02")
    final void encoderAndTokenizerGetThePicturesThatTheyAskFor() {
        with(tried -> {
            List<Sight> sights = tried.pass(rows(tried, ROWS)).sights();
            assertThat(sights).as("passes of the encoder that it was given").isNotEmpty();
            int side = tried.encoder().imageSize();
            assertThat(sights.stream().flatMap(sight -> Sight.faults(sight.shape(), sight.pictures(), side).stream()))
                    .as("what is wrong with the encoder's pictures; it normalises them itself")
                    .isEmpty();
            assertThat(tried.tokenizer().faults())
                    .as("what is wrong with the tokenizer's pictures")
                    .isEmpty();
        });
    }

    @Test
    @Rule("PRE-03")
    final void masksHideAPartOfEveryPicture() {
        with(tried -> {
            List<Hidden> masks = tried.pass(rows(tried, MANY_ROWS)).masks();
            if (!able(Ability.HIDES_PATCHES)) {
                assertThat(masks)
                        .as("masks that the encoder was given, though lacks() says that it hides nothing")
                        .isEmpty();
                return;
            }
            assertThat(masks).as("passes of the encoder with a mask").isNotEmpty();
            assertThat(masks.stream().flatMap(mask -> mask.faults().stream()))
                    .as("what is wrong with the masks: something is hidden of every picture, and something is left")
                    .isEmpty();
            hiddenShare()
                    .ifPresent(share -> assertThat(masks.get(0).share(tried.patches()))
                            .as("share of hidden patches")
                            .isCloseTo(share, within(0.1)));
        });
    }

    @Test
    @Rule("PRE-04")
    final void masksDifferAndReachEveryPatch() {
        masking(tried -> {
            for (Hidden mask : tried.pass(rows(tried, MANY_ROWS)).masks()) {
                assertThat(new HashSet<>(mask.rows()))
                        .as("different masks of " + MANY_ROWS + " pictures")
                        .hasSizeGreaterThan(1);
                BitSet ever = new BitSet();
                mask.rows().forEach(ever::or);
                assertThat(IntStream.range(0, tried.patches()).filter(patch -> !ever.get(patch)))
                        .as("patches that are hidden in none of " + MANY_ROWS + " pictures")
                        .isEmpty();
            }
        });
    }

    @Test
    @Rule("PRE-05")
    final void hiddenPixelsReachNothing() {
        masking(tried -> {
            Pass pass = tried.pass(rows(tried, ROWS));
            Pass other = tried.pass(tried.withOtherHiddenPixels(pass));
            assertThat(other.sights()).as("passes of the encoder").hasSameSizeAs(pass.sights());
            for (int i = 0; i < pass.sights().size(); i++) {
                if (pass.sights().get(i).recorded()) {
                    assertThat(other.sights().get(i).distance(pass.sights().get(i)))
                            .as("how far hidden pixels change what the encoder makes of a picture (its pass " + i + ")")
                            .isLessThanOrEqualTo(ROUNDING);
                }
            }
            if (asksForTokenizer()) {
                assertThat(other.loss())
                        .as("the loss, where hidden pixels are others and tokens are the same")
                        .isCloseTo(pass.loss(), within((double) ROUNDING));
            }
        });
    }

    @Test
    @Rule("PRE-06")
    final void theLossSeesHiddenTargetsOnly() {
        if (!asksForTokenizer()) {
            return;
        }
        masking(tried -> {
            Pass pass = tried.pass(rows(tried, ROWS));
            tried.tokenizer().follow(tried.changed(pass, false));
            assertThat(tried.pass(pass.rows()).loss())
                    .as("the loss, where the tokens of visible patches are others")
                    .isCloseTo(pass.loss(), within((double) ROUNDING));
            tried.tokenizer().follow(tried.changed(pass, true));
            assertThat(Math.abs(tried.pass(pass.rows()).loss() - pass.loss()))
                    .as("how far the loss depends on the tokens of hidden patches")
                    .isGreaterThan(ROUNDING);
        });
    }

    @Test
    @Rule("PRE-07")
    final void theFirstLossIsThatOfANetworkThatKnowsNothing() {
        with(tried -> chanceLevel(tried.tokenizer())
                .ifPresent(
                        chance -> assertThat(tried.pass(rows(tried, MANY_ROWS)).loss())
                                .as("the loss before the first step, against that of guessing, " + chance)
                                .isCloseTo(chance, within(chanceTolerance() * chance))));
    }

    @Test
    @Rule("PRE-08")
    final void theTokenizerStaysAsItIs() {
        with(tried -> {
            Map<String, NDArray> tokenizer = tried.tokenizer().state();
            Map<String, List<Float>> before = Drill.numbers(tokenizer);
            tried.train(trainingSplit(), ROWS, learningRate());
            assertThat(Drill.differing(before, Drill.numbers(tokenizer)))
                    .as("tensors of the tokenizer that pretraining changed")
                    .isEmpty();
            assertThat(tried.learner().objectives().stream()
                            .flatMap(objective -> objective.groups().stream())
                            .flatMap(group -> group.parameters().values().stream())
                            .filter(tokenizer::containsValue))
                    .as("tensors of the tokenizer among those that are trained")
                    .isEmpty();
        });
    }

    @Test
    @Rule("PRE-09")
    final void everyBlockOfTheGivenEncoderLearns() {
        with(tried -> {
            WatchedEncoder encoder = tried.encoder();
            Map<String, List<Float>> before = Drill.numbers(encoder.trainable());
            tried.train(trainingSplit(), ROWS, learningRate());
            Set<Integer> still = new TreeSet<>();
            IntStream.rangeClosed(1, encoder.depth()).forEach(still::add);
            Drill.differing(before, Drill.numbers(encoder.trainable()))
                    .forEach(name -> still.remove(encoder.layerOf(name)));
            assertThat(still)
                    .as("blocks of the given encoder that three steps leave as they were")
                    .isEmpty();
        });
    }

    @Test
    @Rule("PRE-10")
    final void theEncoderTrainsWithItsDropout() {
        with(tried -> assertThat(tried.pass(rows(tried, ROWS)).sights())
                .as("passes of the encoder that gradients flow through, asked for in evaluation mode")
                .noneMatch(sight -> sight.recorded() && !sight.training()));
    }

    private boolean asksForTokenizer() {
        return registry()
                .find(ComponentKind.of(pretraining()), pretraining().id())
                .map(entry -> entry.required().contains(Tokenizer.class))
                .orElse(false);
    }

    private List<Sample> rows(Pretraining tried, int count) {
        return Drill.samples(tried.learner(), trainingSplit(), count);
    }

    private void masking(Consumer<Pretraining> test) {
        if (able(Ability.HIDES_PATCHES)) {
            with(test);
        }
    }

    private void with(Consumer<Pretraining> test) {
        try (Workbench bench = bench(1)) {
            test.accept(Pretraining.of(bench, pretraining(), encoder(bench, 1), tokenizer(bench)));
        }
    }
}
