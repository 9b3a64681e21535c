package io.peco4j.pretraining.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.pretraining.beit.BeitFramework;
import io.peco4j.pretraining.beit.BeitOptions;
import io.peco4j.pretraining.mae.MaeFramework;
import io.peco4j.pretraining.mae.MaeOptions;
import io.peco4j.pretraining.mae.MaeTokensFramework;
import io.peco4j.pretraining.mae.MaeTokensOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused when a study is planned, all at once, with the value that would do. */
final class FitTest {
    private static final String SMALL = "decoder { width = 16, depth = 1, heads = 2 }, ";

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void recordNothing() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void everythingThatDoesNotFitIsToldAtOnce() {
        MaeTokensOptions options = TinyParts.options(
                MaeTokensOptions.class,
                "mask { pattern = blocks }, decoder { width = 50, heads = 12 }, picture-ratios = [0.5, 0.99],"
                        + " cache-tokens = true");
        List<Problem> problems = problems(() -> new MaeTokensFramework(
                options,
                TinyParts.encoder(manager, TinyParts.IMAGE, RelativeBias.SHARED),
                new OneSize(1),
                TinyParts.context(manager)));
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(
                        "PECO-124", "PECO-142", "PECO-122", "PECO-141", "PECO-143", "PECO-143", "PECO-126", "PECO-144");
        assertThat(problems)
                .extracting(Problem::remedy)
                .containsExactly(
                        "fill = true, or pattern = random",
                        "an encoder without relative positions, or pretraining = beit, which puts a token in their"
                                + " place",
                        "a tokenizer with two codewords or more",
                        "a tokenizer for pictures of 16 x 16 pixels, or an encoder of 2 x 2 patches",
                        "decoder.width = 48",
                        "decoder.width = 48, or decoder.heads = 10",
                        "ratio = 0.93, or more patches",
                        "views = fixed, or cache-tokens = false");
        assertThat(problems.get(3).what()).contains("4 x 4 patches").contains("8 x 8 pixels only");
    }

    @Test
    void aDecoderWithTheWidthOfTheRemedyIsBuilt() {
        MaeOptions options = TinyParts.options(MaeOptions.class, "decoder { width = 48, depth = 1, heads = 12 }");
        assertThat(new MaeFramework(options, TinyParts.encoder(manager), TinyParts.context(manager)).learner())
                .isPresent();
    }

    @Test
    void aGridThatIsNotThePatchesIsRefusedByEveryPredictorOfTokens() {
        BeitOptions beit = TinyParts.options(BeitOptions.class, "");
        MaeTokensOptions mae = TinyParts.options(MaeTokensOptions.class, SMALL);
        assertThat(problems(() -> new BeitFramework(
                        beit, TinyParts.encoder(manager), new OneSize(64), TinyParts.context(manager))))
                .extracting(Problem::code)
                .containsExactly("PECO-141");
        assertThat(problems(() -> new MaeTokensFramework(
                        mae, TinyParts.encoder(manager), new OneSize(64), TinyParts.context(manager))))
                .extracting(Problem::code)
                .containsExactly("PECO-141");
    }

    @Test
    void masksThatLeaveNothingAreRefused() {
        MaeOptions options = TinyParts.options(MaeOptions.class, SMALL + "mask { ratio = 0.99 }");
        assertThat(problems(() -> new MaeFramework(options, TinyParts.encoder(manager), TinyParts.context(manager))))
                .extracting(Problem::code)
                .containsExactly("PECO-126");
        assertThat(problems(() -> new MaeFramework(
                        options, TinyParts.encoder(manager, 4, RelativeBias.NONE), TinyParts.context(manager))))
                .extracting(Problem::code)
                .containsExactly("PECO-121");
    }

    private static List<Problem> problems(ThrowingCallable call) {
        return catchThrowableOfType(InvalidInputException.class, call).problems();
    }

    /** Takes pictures of 8 pixels only, and makes 2 x 2 tokens of them. */
    private record OneSize(int vocabularySize) implements Tokenizer {
        @Override
        public int downsampling() {
            return 4;
        }

        @Override
        public int imageSize() {
            return 8;
        }

        @Override
        public NDArray tokenize(NDArray images) {
            throw new IllegalArgumentException("it takes pictures of 8 x 8 pixels only");
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            throw new IllegalStateException();
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            throw new IllegalStateException();
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
