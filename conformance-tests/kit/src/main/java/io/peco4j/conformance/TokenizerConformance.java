package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.pictures.Edge;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.TokenPlaces;
import io.peco4j.nn.Tensors;
import io.peco4j.runtime.data.Portion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The rules TOK-01 to TOK-17, and LRN-01 to LRN-19 for its learner.
 *
 * <p>Override {@link #tokenizer()}, with options that make it small:
 *
 * <pre>{@code
 * final class FsqTest extends TokenizerConformance {
 *     @Override
 *     protected Component<Tokenizer> tokenizer() {
 *         return Component.of(Tokenizer.class, "acme.fsq", ConfigFactory.parseString("image = 16, channels = 32"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are
 * listed under the class, or with {@code mvn test -Dtest=FsqTest#equalPicturesHaveEqualTokens}. Rules that do not apply
 * are reported as skipped, with the reason.
 */
public abstract non-sealed class TokenizerConformance extends TokenizerStateRules {
    /** Of the tokens of a picture: two codewords may be equally near but for rounding. */
    private static final double TIES = 0.02;

    /** Tokens along a picture from which on the places of what changes say something. */
    private static final int FINE_GRID = 4;

    /** So many that an edge has its share of them. */
    private static final int ENOUGH_CHANGES = 8;

    private static final int SOME_PICTURES = 24;

    /** A class for one tokenizer. */
    protected TokenizerConformance() {}

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
            NDArray images = darkening(draw.batch(manager, tokenizer.imageSize()));
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
            inRange(pictures, "");
            // What an untrained network makes is grey.
            tokenizer.state().values().stream()
                    .filter(tensor -> tensor.getDataType() == DataType.FLOAT32)
                    .forEach(tensor -> tensor.muli(8));
            inRange(
                    tokenizer.reconstruct(tokens(tokenizer, manager, draw)),
                    ", where weights are eight times as large");
        });
    }

    private static void inRange(NDArray pictures, String when) {
        assertThat(pictures.min().getFloat()).as("darkest value" + when).isBetween(0f, 1f);
        assertThat(pictures.max().getFloat()).as("brightest value" + when).isBetween(0f, 1f);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("TOK-07")
    final void reconstructionsFollowFromTokensAlone(@ForAll("several") Draw draw) {
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

    @Test
    @Rule("TOK-16")
    final void aTokenStandsForItsPlace() {
        with((tokenizer, manager) -> {
            // Of fewer, the one or two that an untrained network changes most stand anywhere.
            Applies.onlyIf(
                    tokenizer.imageSize() / tokenizer.downsampling() >= FINE_GRID,
                    "a picture is fewer than " + FINE_GRID + " by " + FINE_GRID + " tokens");
            TokenPlaces written =
                    TokenPlaces.ofReconstructions(tokenizer, tokens(tokenizer, manager, Draw.photos(9, 1)));
            TokenPlaces read = TokenPlaces.ofTokens(tokenizer, Draw.photos(9, 1).batch(manager, tokenizer.imageSize()));
            Applies.onlyIf(
                    written.isLocal() || read.isLocal(),
                    "its networks, untrained, spread what a token and its pixels change over the picture");
            moves(written, "what a token changes in a reconstruction");
            moves(read, "what the pixels of a place change of the tokens");
        });
    }

    private static void moves(TokenPlaces places, String what) {
        if (places.isLocal()) {
            assertThat(places.downwards()[0])
                    .as("whether " + what + " moves down with its place, more than sideways")
                    .isGreaterThan(Math.abs(places.downwards()[1]));
            assertThat(places.rightwards()[1])
                    .as("whether " + what + " moves to the right with its place, more than up or down")
                    .isGreaterThan(Math.abs(places.rightwards()[0]));
        }
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

    @Test
    @Rule("TOK-17")
    final void tokensSeeTheEdgesOfPictures() {
        with((tokenizer, manager) -> {
            int side = tokenizer.imageSize();
            for (boolean rows : List.of(true, false)) {
                long within = changedByLine(tokenizer, manager, rows, side / 2);
                Applies.onlyIf(
                        within >= ENOUGH_CHANGES,
                        "its networks, untrained, see no single line of pixels, wherever it is");
                assertThat(IntStream.of(0, side - 1).filter(at -> changedByLine(tokenizer, manager, rows, at) == 0))
                        .as("outermost " + (rows ? "rows" : "columns") + " of pixels that no token depends on, where "
                                + within + " tokens depend on one in the middle")
                        .isEmpty();
            }
        });
    }

    /** How many tokens of some pictures are others where one line of pixels is turned into its negative. */
    private static long changedByLine(Tokenizer tokenizer, NDManager manager, boolean rows, int line) {
        List<RgbImage> images = Draw.photos(10, SOME_PICTURES).images(tokenizer.imageSize());
        long[] before = tokens(tokenizer, manager, images);
        long[] after = tokens(
                tokenizer,
                manager,
                images.stream()
                        .map(image -> Edge.inverted(image, rows, line, 1))
                        .toList());
        return IntStream.range(0, before.length)
                .filter(i -> before[i] != after[i])
                .count();
    }

    private static long[] tokens(Tokenizer tokenizer, NDManager manager, List<RgbImage> images) {
        List<Sample> rows =
                images.stream().map(image -> Sample.of(Sample.IMAGE, image)).toList();
        return tokenizer
                .tokenize(Portion.of(rows).on(manager).get(Sample.IMAGE))
                .toLongArray();
    }

    private static double differing(long[] one, long[] other) {
        long differing =
                IntStream.range(0, one.length).filter(i -> one[i] != other[i]).count();
        return (double) differing / one.length;
    }

    /** Each picture at half the brightness of the one before it: what is normalised over a batch is another alone. */
    private static NDArray darkening(NDArray images) {
        int rows = (int) images.getShape().get(0);
        float[] light = new float[rows];
        for (int row = 0; row < rows; row++) {
            light[row] = (float) Math.pow(0.5, row);
        }
        return images.mul(Tensors.of(images.getManager(), light, new Shape(rows, 1, 1, 1)));
    }
}
