package io.peco4j.pretraining.mae;

import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The decoder of a masked autoencoder, which is left behind after pretraining; the defaults are the paper's. */
public record DecoderOptions(
        @Describe("channels of a token; divisible by 4 and by the number of heads")
        @Default("512")
        @Range(min = 4, max = 8192)
        int width,

        @Describe("number of blocks") @Default("8") @Range(min = 1, max = 100)
        int depth,

        @Describe("attention heads of a block") @Default("16") @Range(min = 1, max = 256)
        int heads) {
    /** The table of positions has four quarters: sines and cosines of rows and columns. */
    private static final int QUARTERS = 4;

    /** PECO-143 for each thing that keeps the decoder from being built. */
    List<Problem> problems(String owner) {
        Stream<Problem> quarters = width % QUARTERS == 0
                ? Stream.empty()
                : Stream.of(problem(
                        owner,
                        "decoder.width = " + width + " is not divisible by 4, and the positions of a patch are four"
                                + " equal parts of it",
                        "decoder.width = " + width(lcm())));
        Stream<Problem> heads = width % this.heads == 0
                ? Stream.empty()
                : Stream.of(problem(
                        owner,
                        "decoder.width = " + width + " is not divisible by decoder.heads = " + this.heads,
                        "decoder.width = " + width(lcm()) + ", or decoder.heads = " + nearestHeads()));
        return Stream.concat(quarters, heads).toList();
    }

    /**
     * The sizes of a decoder of an encoder's tokens.
     *
     * @param out numbers per patch
     */
    MaeDecoder.Sizes of(VisionEncoder encoder, int out) {
        return new MaeDecoder.Sizes(
                encoder.width(),
                new StackShape(BlockShape.plain(width, heads), depth, 0),
                encoder.grid().rows(),
                encoder.grid().columns(),
                out);
    }

    private static Problem problem(String owner, String what, String remedy) {
        return new Problem("PECO-143", what, owner + ".decoder", remedy);
    }

    /** The nearest width that would do, at least one multiple. */
    private long width(int unit) {
        return Math.max(1, Math.round((double) width / unit)) * unit;
    }

    private int lcm() {
        return IntStream.of(1, 2, QUARTERS)
                .map(factor -> heads * factor)
                .filter(multiple -> multiple % QUARTERS == 0)
                .findFirst()
                .orElseThrow();
    }

    private int nearestHeads() {
        return IntStream.rangeClosed(1, width)
                .filter(count -> width % count == 0)
                .boxed()
                .min(Comparator.comparingInt(count -> Math.abs(count - heads)))
                .orElseThrow();
    }
}
