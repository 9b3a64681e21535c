package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.engine.EngineSession;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The rules TOK-10 to TOK-15: memory, state, training and threads of a tokenizer. */
public abstract sealed class TokenizerStateRules extends ComponentConformance implements LearnerRules
        permits TokenizerConformance {
    TokenizerStateRules() {}

    /** The tokenizer under test, with options that make it small. */
    protected abstract Component<Tokenizer> tokenizer();

    @Override
    final void make(Workbench bench) {
        bench.make(tokenizer());
    }

    @Override
    public final Trainee trainee(long seed) {
        Workbench bench = bench(seed);
        Made<Tokenizer> made = bench.make(tokenizer());
        return trainee(bench, made, made.component().learner());
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
            assertThat(copy.codewords(tokens).toFloatArray())
                    .as("codewords after the state was written into a fresh tokenizer")
                    .isEqualTo(source.codewords(tokens).toFloatArray());
        }
    }

    @Test
    @Rule("TOK-13")
    final void theCodebookMovesInStepsOnly() {
        Applies.onlyIf(able(Ability.TRAINS), "it does not train");
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
            Unwritten.check(
                    "tokens, or pictures of drawn tokens",
                    manager,
                    pause -> evaluated(tokenizer, images, tokens, pause));
        });
    }

    private static Map<String, List<Float>> evaluated(
            Tokenizer tokenizer, NDArray images, NDArray tokens, Runnable pause) {
        try (NDArray found = tokenizer.tokenize(images);
                NDArray pictures = tokenizer.reconstruct(tokens)) {
            pause.run();
            return Drill.numbers(Map.of("tokens", found, "pictures", pictures));
        }
    }

    private void train(Learner learner) {
        try (Drill drill = new Drill(learner, trainingSplit(), ROWS, learningRate())) {
            drill.steps(2);
        }
    }

    void with(BiConsumer<Tokenizer, NDManager> test) {
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
    static NDArray tokens(Tokenizer tokenizer, NDManager manager, Draw draw) {
        int grid = tokenizer.imageSize() / tokenizer.downsampling();
        long[] tokens = new SplittableRandom(draw.seed())
                .longs((long) draw.size() * grid * grid, 0, tokenizer.vocabularySize())
                .toArray();
        return Tensors.of(manager, tokens, new Shape(draw.size(), grid, grid));
    }
}
