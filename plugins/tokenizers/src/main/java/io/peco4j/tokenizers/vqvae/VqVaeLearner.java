package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.vq.VqModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains model and codebook, and beside them whatever the terms bring along (a classifier, a discriminator). */
final class VqVaeLearner implements Learner {
    private final VqVaeOptions options;
    private final VqModel model;
    private final List<Term> terms;

    VqVaeLearner(VqVaeOptions options, VqModel model, List<Term> terms) {
        this.options = options;
        this.model = model;
        this.terms = terms;
    }

    @Override
    public List<Objective> objectives() {
        List<Objective> objectives = new ArrayList<>();
        objectives.add(new VqVaeObjective(model, terms));
        terms.forEach(term -> objectives.addAll(term.objective().adversaries()));
        return objectives;
    }

    @Override
    public Preparation preparation() {
        return TrainingView.of(options);
    }

    @Override
    public Recipe recipe() {
        return options.recipe();
    }

    @Override
    public void afterStep(Step step) {
        model.quantizer().update();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(Parameters.state(model));
        terms.forEach(term -> state.putAll(Parameters.prefixed(
                "objectives." + term.name(), term.objective().state())));
        return state;
    }

    /** Forward, and twice that backward, except the search for codewords, which has no gradient; and the terms' own. */
    @Override
    public double flopsPerExample() {
        VectorQuantizer quantizer = model.quantizer();
        long grid = options.image() / model.downsampling();
        double search = quantizer.flops(new Shape(1, quantizer.dimension(), grid, grid));
        double own = 3 * model.flops(new Shape(1, 3, options.image(), options.image())) - 2 * search;
        return own
                + terms.stream()
                        .mapToDouble(term -> term.objective().flopsPerExample())
                        .sum();
    }
}
