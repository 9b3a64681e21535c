package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
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

/**
 * The weighted sum of a tokenizer's terms, plus its quantiser's loss.
 *
 * <p>Metrics: each term by name, not weighted; {@code quantizer}, the quantiser's loss; {@code perplexity}, how many
 * codewords the batch uses evenly.
 */
record VqVaeObjective(VqModel model, List<Term> terms) implements Objective {

    @Override
    public String name() {
        return "vqvae";
    }

    /** Weight decay, where a study sets it, spares norms, biases and the codebook. */
    @Override
    public List<ParameterGroup> groups() {
        Map<String, NDArray> kernels = new LinkedHashMap<>();
        Map<String, NDArray> others = new LinkedHashMap<>();
        Parameters.trainable(model)
                .forEach((name, array) -> (array.getShape().dimension() == 4 ? kernels : others).put(name, array));
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(new ParameterGroup("kernels", kernels, 1, true));
        groups.add(new ParameterGroup("norms, biases, codebook", others, 1, false));
        terms.forEach(term -> groups.addAll(term.objective().groups()));
        return groups;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get("image");
        Quantised quantised;
        try (NDArray pixels = Pixels.symmetric(images);
                NDArray z = model.encode(pixels, true)) {
            quantised = model.quantizer().quantise(z, true);
        }
        NDArray decoded = model.decode(quantised.codewords(), true);
        Reconstruction reconstruction =
                new Reconstruction(batch, images, Pixels.positive(decoded), quantised.codewords(), quantised.tokens());
        NDArray value = quantised.loss();
        Map<String, NDArray> metrics = new LinkedHashMap<>();
        for (Term term : terms) {
            if (term.counts()) {
                NDArray distance = term.objective().term(reconstruction, step);
                value = value.add(Affine.scaled(distance, term.objective().weight()));
                metrics.put(term.name(), distance);
            }
        }
        metrics.put("quantizer", quantised.loss());
        metrics.put("perplexity", model.quantizer().perplexity(quantised.tokens()));
        return new Loss(value, metrics);
    }
}
