package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.ParityCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indices, losses, gradients and updates of the published quantisers. */
final class QuantizerParityTest {
    @Test
    void movingAverages() {
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "taming_ema_quantizer");
            EmaVectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 16, 5, 0.25, EmaCodebook.standard());
            numbers.copyInto("", Parameters.state(quantizer));
            for (String step : List.of("0", "1", "2", "eval")) {
                boolean training = !step.equals("eval");
                NDArray z = numbers.get("in.z." + step);
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
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "taming_vector_quantizer2");
            VectorQuantizer quantizer = new GradientVectorQuantizer(tape.context(), 24, 6, codebookWeight, commitment);
            numbers.copyInto("", Parameters.state(quantizer));
            NDArray z = numbers.get("in.z");
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
                        .mul(numbers.get("in.cotangent.z_q"))
                        .sum()
                        .add(quantised.loss());
            });
            numbers.check("grad." + run + ".in.z", z.getGradient());
            numbers.check("grad." + run + ".embedding.weight", Tape.gradient(quantizer, "embedding.weight"));
        }
    }

    @Test
    void perplexity() {
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "taming_vector_quantizer_perplexity");
            VectorQuantizer quantizer = new GradientVectorQuantizer(tape.context(), 10, 4, 0.25, 1);
            numbers.copyInto("", Parameters.state(quantizer));
            NDArray tokens = quantizer.nearest(numbers.get("in.z"));
            numbers.check("out.indices", tokens.reshape(-1, 1));
            numbers.check("out.perplexity", quantizer.perplexity(tokens));
        }
    }
}
