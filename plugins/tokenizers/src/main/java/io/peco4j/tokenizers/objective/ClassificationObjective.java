package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.transformer.Linear;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The loss of a linear classifier of pictures by the means of their codewords, trained along with the tokenizer: the
 * explicit constraint "classification" of PeCo's table 6, whose exact form the paper does not give.
 *
 * <p>The gradient reaches the encoder straight through the quantiser.
 */
@Reads({Example.Labelled.class, Example.Clip.class})
public final class ClassificationObjective implements CodebookObjective {
    private final double weight;
    private final double smoothing;
    private final int dimension;
    private final Linear classifier;

    /** What a study may say about this term. */
    public record Options(
            @Describe("what the term is multiplied with") @Default("1") @Range(min = 0, max = 1e6)
            double weight,

            @Describe("share of the target that is spread over all classes") @Default("0") @Range(min = 0, max = 0.999)
            double labelSmoothing)
            implements DataCheck {

        @Override
        public List<Problem> problems(Dataset data) {
            return data.classes().size() < 2 ? List.of(noClasses()) : List.of();
        }

        private static Problem noClasses() {
            return new Problem(
                    "PECO-220",
                    "the objective classification needs labelled pictures, and the data has none",
                    "classification",
                    "put the pictures of each class in a folder of its own, or take the objective contrastive,"
                            + " which needs no labels");
        }
    }

    /**
     * A term with a fresh classifier.
     *
     * @throws InvalidInputException PECO-220 if the data has no classes
     */
    @Inject
    public ClassificationObjective(Options options, CodebookNetwork network, Dataset data, NetworkContext context) {
        List<Problem> problems = options.problems(data);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.weight = options.weight();
        this.smoothing = options.labelSmoothing();
        this.dimension = network.dimension();
        NDArray start =
                Initial.of(context).fanInUniform(dimension, data.classes().size(), dimension);
        this.classifier = new Linear(context, start, true);
    }

    @Override
    public double weight() {
        return weight;
    }

    /**
     * @throws InvalidInputException PECO-220 if the example has no class as a whole, such as one with a class per pixel
     */
    @Override
    public Sample prepare(Sample row, Example example, RandomGenerator random) {
        if (!row.fields().containsKey(Sample.LABEL)) {
            throw new InvalidInputException(Options.noClasses());
        }
        return row;
    }

    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        NDArray labels = reconstruction.batch().get(Sample.LABEL);
        try (NDArray mean = MeanCodeword.of(reconstruction.codewords());
                NDArray logits = classifier.forward(mean, true)) {
            return smoothing == 0
                    ? Losses.crossEntropy(logits, labels)
                    : Losses.crossEntropy(logits, labels, smoothing);
        }
    }

    @Override
    public List<ParameterGroup> groups() {
        Map<String, NDArray> named = Parameters.prefixed("classifier", Parameters.trainable(classifier));
        Map<String, NDArray> biases = new LinkedHashMap<>(named);
        biases.keySet().removeIf(name -> !name.endsWith("bias"));
        Map<String, NDArray> weights = new LinkedHashMap<>(named);
        weights.keySet().removeAll(biases.keySet());
        return List.of(
                new ParameterGroup("classifier", weights, 1, true),
                new ParameterGroup("classifier, no decay", biases, 1, false));
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(classifier);
    }

    @Override
    public double flopsPerExample() {
        return 3 * classifier.flops(new Shape(1, dimension));
    }

    @Override
    public double activationBytesPerExample() {
        Shape mean = new Shape(1, dimension);
        return classifier.activationBytes(mean)
                + Losses.activationBytes(classifier.outputShape(mean).size());
    }
}
