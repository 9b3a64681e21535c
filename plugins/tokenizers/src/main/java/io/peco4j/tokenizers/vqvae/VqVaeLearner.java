package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.vq.VqModel;
import io.peco4j.tokenizers.shared.TrainingView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains model and codebook, and with them the parameters of the terms (a classifier, a discriminator). A term of
 * weight 0 brings nothing.
 */
final class VqVaeLearner implements Learner {
    /** In [-1, 1] and in [0, 1]. */
    private static final int RECONSTRUCTIONS = 2;

    private final VqVaeOptions options;
    private final VqModel model;
    private final List<Term> terms;

    /**
     * @throws InvalidInputException PECO-162 if all terms that count are to be balanced against others; PECO-163 if a
     *     pass has fewer pictures than a term needs
     */
    VqVaeLearner(VqVaeOptions options, VqModel model, List<Term> terms) {
        this.options = options;
        this.model = model;
        this.terms = terms.stream().filter(Term::counts).toList();
        List<Term> balanced =
                this.terms.stream().filter(term -> term.objective().balanced()).toList();
        if (!balanced.isEmpty() && balanced.size() == this.terms.size()) {
            throw new InvalidInputException(new Problem(
                    "PECO-162",
                    "the objective " + balanced.get(0).name() + " is to be balanced against others, and there are none",
                    "",
                    "generator-weight = constant, or another objective beside it, such as pixel"));
        }
        this.terms.forEach(term -> requirePictures(term, options.recipe()));
    }

    private static void requirePictures(Term term, Recipe recipe) {
        int smallest = recipe.smallestPass(recipe.batch());
        int needed = term.objective().fewestPictures();
        if (smallest < needed) {
            throw new InvalidInputException(new Problem(
                    "PECO-163",
                    "a pass has " + smallest + " of batch = " + recipe.batch() + " pictures with micro-batch = "
                            + recipe.microBatch() + ", and the objective " + term.name() + " needs " + needed,
                    "",
                    "a micro-batch that leaves at least " + needed + " pictures in each pass"));
        }
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
        TrainingView view = TrainingView.of(options.image(), options.cropScaleMin());
        return (example, random) -> {
            Sample row = view.prepare(example, random);
            for (Term term : terms) {
                row = term.objective().prepare(row, example, random);
            }
            return row;
        };
    }

    @Override
    public Recipe recipe() {
        return options.recipe();
    }

    /** What the codebook counts, and what the terms gather. */
    @Override
    public PassState passState() {
        List<PassState> parts = new ArrayList<>(List.of(model.quantizer().passState()));
        terms.forEach(term -> parts.add(term.objective().passState()));
        return PassState.joined(parts);
    }

    @Override
    public void afterStep(Step step) {
        model.quantizer().update();
        terms.forEach(term -> term.objective().afterStep(step));
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

    /** Of the model, its reconstruction, and the terms. */
    @Override
    public double activationBytesPerExample() {
        Shape picture = new Shape(1, 3, options.image(), options.image());
        double reconstruction = RECONSTRUCTIONS * Float.BYTES * (double) picture.size();
        return model.activationBytes(picture)
                + reconstruction
                + terms.stream()
                        .mapToDouble(term -> term.objective().activationBytesPerExample())
                        .sum();
    }
}
