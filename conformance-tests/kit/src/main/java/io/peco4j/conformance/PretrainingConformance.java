package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.stub.WatchedEncoder;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Workbench;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules PRE-01 to PRE-13, and LRN-01 to LRN-19 for its learner.
 *
 * <p>A framework is given an encoder that remembers what it was asked, and a tokenizer whose tokens follow from a
 * script. So the rules need to know neither the names of a batch's fields nor how masks are drawn.
 *
 * <p>Override {@link #pretraining()}, with options that make it small:
 *
 * <pre>{@code
 * final class SimMimTest extends PretrainingConformance {
 *     @Override
 *     protected Component<PretrainingFramework> pretraining() {
 *         return Component.of(PretrainingFramework.class, "acme.simmim", ConfigFactory.parseString("batch = 4"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do; {@link #hiddenShare()} and {@link #chanceLevel} what the kit cannot know.
 * Every rule is a method: run one from the IDE, where inherited methods are listed under the class, or with {@code mvn
 * test -Dtest=SimMimTest#hiddenPixelsReachNothing}. Rules that do not apply are reported as skipped, with the reason.
 */
public abstract non-sealed class PretrainingConformance extends PretrainingTargetRules {
    /** A class for one framework. */
    protected PretrainingConformance() {}

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
    @Rule("PRE-08")
    final void theTokenizerStaysAsItIs() {
        Applies.onlyIf(asksForTokenizer(), "it asks for no tokenizer");
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

    @Test
    @Rule("PRE-13")
    final void withoutALearnerTheEncoderStaysAsItWasDrawn() {
        Applies.onlyIf(!able(Ability.TRAINS), "it trains");
        try (Workbench bench = bench(1)) {
            VisionEncoder encoder = encoder(bench, 1);
            Map<String, List<Float>> before = Drill.numbers(encoder.state());
            Optional<Learner> learner = Pretraining.framework(bench, pretraining(), encoder, tokenizer(bench))
                    .component()
                    .learner();
            assertThat(Drill.differing(before, Drill.numbers(encoder.state())))
                    .as("tensors of the encoder that are not as they were drawn, though nothing trains")
                    .isEmpty();
            assertThat(learner)
                    .as("its learner, where lacks() says that it does not train")
                    .isEmpty();
        }
    }
}
