package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import jakarta.inject.Inject;

/**
 * The distance of a reconstruction to its picture, pixel by pixel, mean over batch, channels and positions.
 *
 * <p>Measured on pixels in [-1, 1], as VQGAN and PeCo measure it, so that its weight against the other terms is theirs:
 * twice the L1 distance, or four times the squared one, of pixels in [0, 1].
 */
public final class PixelObjective implements CodebookObjective {
    private final Options options;

    /** What a study may say about this term. */
    public record Options(
            @Describe("what the term is multiplied with") @Default("1") @Range(min = 0, max = 1e6)
            double weight,

            @Describe("absolute (l1) or squared (l2) differences; PeCo does not say which, VQGAN takes l1")
            @Default("l1")
            Norm norm) {}

    /** How a difference counts. */
    public enum Norm {
        L1,
        L2
    }

    @Inject
    public PixelObjective(Options options) {
        this.options = options;
    }

    @Override
    public double weight() {
        return options.weight();
    }

    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        NDArray difference = reconstruction.reconstructed().sub(reconstruction.images());
        return switch (options.norm()) {
            case L1 -> Affine.scaled(difference.abs().mean(), 2);
            case L2 -> Affine.scaled(difference.square().mean(), 4);
        };
    }

    /** Next to nothing: two numbers for each of a picture. */
    @Override
    public double activationBytesPerExample() {
        return 0;
    }
}
