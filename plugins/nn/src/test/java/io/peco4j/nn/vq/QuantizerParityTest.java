package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indices, losses, gradients and updates of the published quantisers. */
final class QuantizerParityTest {
    @Test
    void movingAverages() {
        ParityCase numbers = ParityCase.of("taming_ema_quantizer");
        try (Tape tape = Tape.float32()) {
            EmaVectorQuantizer quantizer = new EmaVectorQuantizer(tape, 16, 5, 0.25, EmaCodebook.standard());
            numbers.load(Parameters.state(quantizer), "");
            for (String step : List.of("0", "1", "2", "eval")) {
                boolean training = !step.equals("eval");
                NDArray z = numbers.tensor(tape.manager(), "in.z." + step);
                z.setRequiresGradient(true);
                tape.backward(() -> {
                    Quantised quantised = quantizer.quantise(z, training);
                    numbers.check("out." + step + ".indices", quantised.tokens().flatten());
                    numbers.check("out." + step + ".loss", quantised.loss());
                    numbers.check("out." + step + ".z_q", quantised.codewords());
                    numbers.check("out." + step + ".perplexity", quantizer.perplexity(quantised.tokens()));
                    return quantised.loss().add(quantised.codewords().sum());
                });
                numbers.check("out." + step + ".grad_in_z", z.getGradient());
                if (training) {
                    quantizer.update();
                }
                Parameters.state(quantizer)
                        .forEach((name, array) ->
                                numbers.check("out." + step + name.substring("embedding".length()), array));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"fixed, 1, 0.25", "legacy, 0.25, 1"})
    void gradients(String run, double codebookWeight, double commitment) {
        ParityCase numbers = ParityCase.of("taming_vector_quantizer2");
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer = new GradientVectorQuantizer(tape, 24, 6, codebookWeight, commitment);
            numbers.load(Parameters.state(quantizer), "");
            NDArray z = numbers.tensor(tape.manager(), "in.z");
            z.setRequiresGradient(true);
            tape.backward(() -> {
                Quantised quantised = quantizer.quantise(z, true);
                numbers.check("out.indices_bhw", quantised.tokens());
                numbers.check("out." + run + ".loss", quantised.loss());
                numbers.check("out." + run + ".z_q", quantised.codewords());
                numbers.check(
                        "out.codebook_entry",
                        quantizer.lookup(quantised.tokens()).transpose(0, 3, 1, 2));
                return quantised
                        .codewords()
                        .mul(numbers.tensor(tape.manager(), "in.cotangent.z_q"))
                        .sum()
                        .add(quantised.loss());
            });
            numbers.check("grad." + run + ".in.z", z.getGradient());
            numbers.check("grad." + run + ".embedding.weight", Tape.gradient(quantizer, "embedding.weight"));
        }
    }

    @Test
    void perplexity() {
        ParityCase numbers = ParityCase.of("taming_vector_quantizer_perplexity");
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer = new GradientVectorQuantizer(tape, 10, 4, 0.25, 1);
            numbers.load(Parameters.state(quantizer), "");
            NDArray tokens = quantizer.nearest(numbers.tensor(tape.manager(), "in.z"));
            numbers.check("out.indices", tokens.flatten());
            numbers.check("out.perplexity", quantizer.perplexity(tokens));
        }
    }
}
