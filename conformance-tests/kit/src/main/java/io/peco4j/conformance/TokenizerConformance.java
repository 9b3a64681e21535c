package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.engine.EngineSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rules TOK-01 to TOK-15, and LRN-01 to LRN-14 for its learner. */
public abstract class TokenizerConformance extends ComponentConformance implements LearnerRules {
    /** Of the tokens of a picture: two codewords may be equally near but for rounding. */
    private static final double TIES = 0.02;

    /** A class for one tokenizer. */
    protected TokenizerConformance() {}

    /** The tokenizer under test, with options that make it small. */
    protected abstract Component<Tokenizer> tokenizer();

    @Override
    public final Optional<Trainee> trainee(long seed) {
        Workbench bench = bench(seed);
        Made<Tokenizer> made = bench.make(tokenizer());
        Optional<Trainee> trainee = Trainee.of(made.component().learner(), made.manager(), bench);
        assertThat(trainee.isPresent())
                .as("whether it has a learner: lacks() says " + lacks())
                .isEqualTo(able(Ability.TRAINS));
        return trainee;
    }

    @Test
    @Rule("TOK-01")
    final void sizesAreLegalAndFitTogether() {
        with((tokenizer, manager) -> {
            assertThat(tokenizer.vocabularySize()).as("number of tokens").isGreaterThanOrEqualTo(2);
            assertThat(tokenizer.downsampling()).as("pixels per token").isPositive();
            assertThat(tokenizer.imageSize() % tokenizer.downsampling())
                    .as("pixels of its own pictures that no token covers")
                    .isZero();
            assertThat(tokenizer.flopsPerImage()).as("operations per picture").isNotNegative();
        });
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-02")
    final void tokensAreAGridOfLegalNumbers(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray tokens = tokenizer.tokenize(draw.batch(manager, tokenizer.imageSize()));
            long grid = tokenizer.imageSize() / tokenizer.downsampling();
            assertThat(tokens.getDataType()).as("type of tokens").isEqualTo(DataType.INT64);
            assertThat(tokens.getShape()).as("(B, h, w)").isEqualTo(new Shape(draw.size(), grid, grid));
            assertThat(Arrays.stream(tokens.toLongArray()).boxed())
                    .as("tokens lie in [0, " + tokenizer.vocabularySize() + ")")
                    .allMatch(token -> token >= 0 && token < tokenizer.vocabularySize());
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-03")
    final void equalPicturesHaveEqualTokens(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray images = draw.batch(manager, tokenizer.imageSize());
            assertThat(tokenizer.tokenize(images).toLongArray())
                    .as("tokens of the same pictures, asked for twice")
                    .isEqualTo(tokenizer.tokenize(images).toLongArray());
        });
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-04")
    final void aBatchIsTokenisedAsItsPicturesAreOneByOne(@ForAll("several") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray images = draw.batch(manager, tokenizer.imageSize());
            long[] together = tokenizer.tokenize(images).toLongArray();
            long[] single = LongStream.range(0, draw.size())
                    .boxed()
                    .flatMapToLong(i ->
                            Arrays.stream(tokenizer.tokenize(row(images, i)).toLongArray()))
                    .toArray();
            assertThat(differing(together, single))
                    .as("share of tokens that depend on the other pictures of the batch")
                    .isLessThanOrEqualTo(TIES);
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-05")
    final void evaluationChangesNoState(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            Map<String, List<Float>> before = Drill.numbers(tokenizer.state());
            tokenizer.tokenize(draw.batch(manager, tokenizer.imageSize()));
            tokenizer.reconstruct(tokens(tokenizer, manager, draw));
            tokenizer.codewords(tokens(tokenizer, manager, draw));
            assertThat(Drill.differing(before, Drill.numbers(tokenizer.state())))
                    .as("parts of the state that changed while tokens, codewords and reconstructions were asked for")
                    .isEmpty();
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-06")
    final void reconstructionsArePictures(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray pictures = tokenizer.reconstruct(tokens(tokenizer, manager, draw));
            assertThat(pictures.getDataType()).as("type of reconstructions").isEqualTo(DataType.FLOAT32);
            assertThat(pictures.getShape())
                    .as("(B, 3, h s, w s)")
                    .isEqualTo(new Shape(draw.size(), 3, tokenizer.imageSize(), tokenizer.imageSize()));
            assertThat(pictures.min().getFloat()).as("darkest value").isBetween(0f, 1f);
            assertThat(pictures.max().getFloat()).as("brightest value").isBetween(0f, 1f);
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-07")
    final void reconstructionsFollowFromTokensAlone(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray tokens = tokens(tokenizer, manager, draw);
            NDArray together = tokenizer.reconstruct(tokens);
            NDArray first = tokenizer.reconstruct(row(tokens, 0));
            assertThat(row(together, 0).sub(first).abs().max().getFloat())
                    .as("how far a picture's reconstruction depends on the others of the batch")
                    .isLessThan(1e-4f);
            NDArray again = tokenizer.tokenize(together);
            assertThat(again.getShape()).as("tokens of a reconstruction").isEqualTo(tokens.getShape());
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-08")
    final void codewordsAreLookedUpByToken(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            NDArray tokens = tokens(tokenizer, manager, draw);
            NDArray words = tokenizer.codewords(tokens);
            assertThat(words.getDataType()).as("type of codewords").isEqualTo(DataType.FLOAT32);
            assertThat(words.getShape().dimension())
                    .as("(B, h, w, d) has four dimensions")
                    .isEqualTo(4);
            assertThat(words.getShape().slice(0, 3)).as("(B, h, w)").isEqualTo(tokens.getShape());
            NDArray flipped = tokenizer.codewords(tokens.flip(2)).flip(2);
            assertThat(words.sub(flipped).abs().max().getFloat())
                    .as("how far a codeword depends on the place of its token")
                    .isLessThanOrEqualTo(1e-6f);
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-09")
    final void picturesOfOtherSizesHaveLargerGrids(
            @ForAll("draws") Draw draw, @ForAll @IntRange(min = 1, max = 2) int more) {
        with((tokenizer, manager) -> {
            int side = tokenizer.imageSize() + more * tokenizer.downsampling();
            NDArray images = draw.batch(manager, side);
            if (!able(Ability.ANY_SIZE)) {
                assertThatThrownBy(() -> tokenizer.tokenize(images))
                        .as("pictures of " + side + " pixels")
                        .isInstanceOf(IllegalArgumentException.class);
                return;
            }
            long grid = side / tokenizer.downsampling();
            assertThat(tokenizer.tokenize(images).getShape())
                    .as("grid of pictures of " + side + " pixels")
                    .isEqualTo(new Shape(draw.size(), grid, grid));
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-10")
    final void resultsBelongToTheManagerOfTheArgument(@ForAll("draws") Draw draw) {
        with((tokenizer, manager) -> {
            try (NDManager own = manager.newSubManager()) {
                NDArray images = draw.batch(own, tokenizer.imageSize());
                NDArray tokens = tokens(tokenizer, own, draw);
                NDList results = new NDList(
                        tokenizer.tokenize(images), tokenizer.reconstruct(tokens), tokenizer.codewords(tokens));
                assertThat(results)
                        .as("managers of tokens, reconstructions and codewords")
                        .allMatch(result -> result.getManager() == own);
            }
        });
    }

    @Test
    @Rule("TOK-11")
    final void evaluationLeavesNothingBehind() {
        try (Workbench bench = bench(1)) {
            Made<Tokenizer> made = bench.make(tokenizer());
            Draw draw = Draw.photos(1, 2);
            evaluate(made.component(), bench, draw);
            int before = made.manager().getManagedArrays().size();
            evaluate(made.component(), bench, draw);
            assertThat(made.manager().getManagedArrays())
                    .as("tensors that the tokenizer's manager owns after another evaluation")
                    .hasSizeLessThanOrEqualTo(before);
        }
    }

    @Test
    @Rule("TOK-12")
    final void theStateIsAllThatMakesIt() {
        try (Workbench one = bench(1);
                Workbench two = bench(2)) {
            Tokenizer source = one.make(tokenizer()).component();
            Tokenizer copy = two.make(tokenizer()).component();
            source.learner().ifPresent(this::train);
            Weights.copyInto(copy.state(), source.state());
            Draw draw = Draw.photos(3, 4);
            NDArray tokens = tokens(source, one.manager(), draw);
            assertThat(copy.tokenize(draw.batch(two.manager(), copy.imageSize()))
                            .toLongArray())
                    .as("tokens after the state was written into a fresh tokenizer")
                    .isEqualTo(source.tokenize(draw.batch(one.manager(), source.imageSize()))
                            .toLongArray());
            assertThat(copy.reconstruct(tokens).toFloatArray())
                    .as("reconstructions after the state was written into a fresh tokenizer")
                    .isEqualTo(source.reconstruct(tokens).toFloatArray());
        }
    }

    @Test
    @Rule("TOK-13")
    final void theCodebookMovesInStepsOnly() {
        if (!able(Ability.TRAINS)) {
            return;
        }
        with((tokenizer, manager) -> {
            Learner learner = tokenizer.learner().orElseThrow();
            NDArray all = manager.arange(0, tokenizer.vocabularySize(), 1, DataType.INT64)
                    .reshape(1, 1, tokenizer.vocabularySize());
            try (Drill drill = new Drill(learner, trainingSplit(), ROWS, learningRate())) {
                drill.step();
                float[] before = tokenizer.codewords(all).toFloatArray();
                learner.objectives().forEach(drill::backward);
                tokenizer.tokenize(Draw.photos(5, 2).batch(manager, tokenizer.imageSize()));
                assertThat(tokenizer.codewords(all).toFloatArray())
                        .as("the codebook after a loss and an evaluation, before the step's hook")
                        .isEqualTo(before);
            }
        });
    }

    @Test
    @Rule("TOK-14")
    final void anyThreadMayUseIt() {
        with((tokenizer, manager) -> {
            NDArray images = Draw.photos(7, 2).batch(manager, tokenizer.imageSize());
            long[] here = tokenizer.tokenize(images).toLongArray();
            long[] there = CompletableFuture.supplyAsync(() -> {
                        EngineSession.prepareThread();
                        return tokenizer.tokenize(images).toLongArray();
                    })
                    .join();
            assertThat(there).as("tokens, asked for on another thread").isEqualTo(here);
        });
    }

    @Test
    @Rule("TOK-15")
    final void resultsDoNotReadUnwrittenMemory() {
        with((tokenizer, manager) -> {
            NDArray images = Draw.photos(8, 2).batch(manager, tokenizer.imageSize());
            NDArray tokens = tokens(tokenizer, manager, Draw.photos(8, 2));
            Unwritten.check("tokens, or pictures of drawn tokens", manager, () -> evaluated(tokenizer, images, tokens));
        });
    }

    private static Map<String, List<Float>> evaluated(Tokenizer tokenizer, NDArray images, NDArray tokens) {
        try (NDArray found = tokenizer.tokenize(images);
                NDArray pictures = tokenizer.reconstruct(tokens)) {
            return Drill.numbers(Map.of("tokens", found, "pictures", pictures));
        }
    }

    private void train(Learner learner) {
        try (Drill drill = new Drill(learner, trainingSplit(), ROWS, learningRate())) {
            drill.steps(2);
        }
    }

    private void with(BiConsumer<Tokenizer, NDManager> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(tokenizer()).component(), bench.manager());
        }
    }

    private static void evaluate(Tokenizer tokenizer, Workbench bench, Draw draw) {
        try (NDManager manager = bench.manager().newSubManager()) {
            tokenizer.tokenize(draw.batch(manager, tokenizer.imageSize()));
            tokenizer.reconstruct(tokens(tokenizer, manager, draw));
            tokenizer.codewords(tokens(tokenizer, manager, draw));
        }
    }

    /** Tokens drawn with equal probabilities, in grids of the tokenizer's own pictures. */
    private static NDArray tokens(Tokenizer tokenizer, NDManager manager, Draw draw) {
        int grid = tokenizer.imageSize() / tokenizer.downsampling();
        long[] tokens = new SplittableRandom(draw.seed())
                .longs((long) draw.size() * grid * grid, 0, tokenizer.vocabularySize())
                .toArray();
        return manager.create(tokens, new Shape(draw.size(), grid, grid));
    }

    private static NDArray row(NDArray batch, long index) {
        return batch.get(new NDIndex(index + ":" + (index + 1)));
    }

    private static double differing(long[] one, long[] other) {
        long differing =
                IntStream.range(0, one.length).filter(i -> one[i] != other[i]).count();
        return (double) differing / one.length;
    }
}
