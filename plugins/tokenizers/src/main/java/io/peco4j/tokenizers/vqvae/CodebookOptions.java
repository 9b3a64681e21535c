package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.vq.EmaCodebook;

/** What a study may say about a codebook. Size and commitment are PeCo's; decay and epsilon VQ-VAE's. */
public record CodebookOptions(
        @Describe("number of codewords") @Default("8192") @Range(min = 2, max = 1_048_576)
        int size,

        @Describe("numbers per codeword") @Default("256") @Range(min = 1, max = 8192)
        int dimension,

        @Describe("what moves codewords: moving averages of what chose them (ema), or the gradient") @Default("ema")
        Quantizer quantizer,

        @Describe("weight of the term that keeps the encoder near its codewords")
        @Default("0.25")
        @Range(min = 0, max = 1000)
        double commitment,

        @Describe("ema: what a step keeps of the averages") @Default("0.99") @Range(min = 0, max = 0.999999)
        double decay,

        @Describe("ema: added to every cluster's size") @Default("1e-5") @Range(min = 1e-12, max = 1)
        double epsilon,

        @Describe("ema: where codewords start: normal numbers, or k-means over the first batch") @Default("normal")
        EmaCodebook.Initial initial,

        @Describe(
                "ema: codewords with an average size per step below this become random vectors of the batch; 0: never")
        @Default("0")
        @Range(min = 0, max = 1e6)
        double reviveBelow) {

    /** @throws IllegalArgumentException if an option does not go with the quantiser */
    public CodebookOptions {
        if (quantizer == Quantizer.GRADIENT && (initial != EmaCodebook.Initial.NORMAL || reviveBelow != 0)) {
            throw new IllegalArgumentException("initial = k-means and revive-below need quantizer = ema");
        }
    }

    /** What moves codewords. */
    public enum Quantizer {
        EMA,
        GRADIENT
    }
}
