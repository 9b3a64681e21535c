package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookObjective.Reconstruction;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.Quantised;
import io.peco4j.nn.vq.VqModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The weighted sum of a tokenizer's terms, plus its quantiser's loss.
 *
 * <p>Metrics: each term by name, not weighted, and with {@code -balance} behind it what balances it; {@code quantizer},
 * the quantiser's loss; {@code perplexity}, how many codewords the batch uses evenly.
 */
record VqVaeObjective(VqModel model, List<Term> terms) implements Objective {

    @Override
    public String name() {
        return "vqvae";
    }

    /** Weight decay, where a study sets it, spares norms, biases, positions, tokens and the codebook. */
    @Override
    public List<ParameterGroup> groups() {
        Map<String, NDArray> decayed = new LinkedHashMap<>();
        Map<String, NDArray> others = new LinkedHashMap<>();
        Parameters.trainable(model).forEach((name, array) -> (decays(name, array) ? decayed : others).put(name, array));
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(new ParameterGroup("weights", decayed, 1, true));
        groups.add(new ParameterGroup("no weight decay", others, 1, false));
        terms.forEach(term -> groups.addAll(term.objective().groups()));
        return groups;
    }

    /** Convolutions have four dimensions, linear maps and the codebook two. */
    private static boolean decays(String name, NDArray array) {
        int dimensions = array.getShape().dimension();
        return dimensions == 4 || (dimensions == 2 && !name.startsWith(VqModel.QUANTIZER + "."));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(Sample.IMAGE);
        Quantised quantised;
        try (NDArray pixels = Pixels.symmetric(images);
                NDArray z = model.encode(pixels, true)) {
            quantised = model.quantizer().quantise(z, true);
        }
        NDArray decoded = model.decode(quantised.codewords(), true);
        Reconstruction reconstruction =
                new Reconstruction(batch, images, Pixels.positive(decoded), quantised.codewords(), quantised.tokens());
        Map<String, NDArray> metrics = new LinkedHashMap<>();
        NDArray value = quantised.loss().add(distances(reconstruction, step, metrics));
        metrics.put("quantizer", quantised.loss());
        metrics.put("perplexity", model.quantizer().perplexity(quantised.tokens()));
        return new Loss(value, metrics);
    }

    /** The weighted sum of all terms; those that are balanced against the others come after them. */
    private NDArray distances(Reconstruction reconstruction, Step step, Map<String, NDArray> metrics) {
        NDArray sum = reconstruction.reconstructed().getManager().zeros(new Shape());
        for (Term term : terms) {
            if (!term.objective().balanced()) {
                sum = sum.add(weighted(term, reconstruction, step, metrics));
            }
        }
        NDArray others = sum;
        for (Term term : terms) {
            if (term.objective().balanced()) {
                NDArray share = weighted(term, reconstruction, step, metrics);
                NDArray factor = term.objective().balance(Objects.requireNonNull(metrics.get(term.name())), others);
                metrics.put(term.name() + "-balance", factor);
                sum = sum.add(share.mul(factor));
            }
        }
        return sum;
    }

    private static NDArray weighted(Term term, Reconstruction reconstruction, Step step, Map<String, NDArray> metrics) {
        NDArray distance = term.objective().term(reconstruction, step);
        metrics.put(term.name(), distance);
        return Affine.scaled(distance, term.objective().weight());
    }
}
