package io.peco4j.tokenizers.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.VqModel;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.tokenizers.shared.Evaluation;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vector-quantised autoencoder: with a pixel objective a VQ-VAE (van den Oord et al. 2017) on VQGAN's networks, with
 * a perceptual objective beside it the tokenizer of PeCo (Dong et al. 2021).
 *
 * <p>Its state has taming's names: {@code encoder.*, decoder.*, quantize.*, quant_conv.*, post_quant_conv.*}.
 */
public final class VqVaeTokenizer implements Tokenizer {
    private final VqVaeOptions options;
    private final VqModel model;
    private final NetworkContext context;
    private @Nullable Learner learner;

    /**
     * Makes the networks, and reads their weights where there is a file.
     *
     * @throws InvalidInputException PECO-3xx if the file is missing or damaged, or holds the weights of other networks
     */
    @Inject
    public VqVaeTokenizer(VqVaeOptions options, NetworkContext context) {
        this.options = options;
        this.context = context;
        this.model = VqVaeNetwork.of(options, context);
        options.weights().ifPresent(path -> {
            try (Checkpoint checkpoint = Checkpoint.open(path)) {
                checkpoint.loadInto(state());
            }
        });
    }

    @Override
    public int vocabularySize() {
        return model.quantizer().size();
    }

    @Override
    public int downsampling() {
        return model.downsampling();
    }

    @Override
    public int imageSize() {
        return options.image();
    }

    /**
     * Tokens of pictures.
     *
     * @throws IllegalArgumentException if the sides of the pictures are no multiples of {@link #downsampling()}, or if
     *     a transformer with its learned positions is to see other sides than {@link #imageSize()}
     */
    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        if (shape.get(2) % downsampling() != 0 || shape.get(3) % downsampling() != 0) {
            throw new IllegalArgumentException(shape + " has sides that are not multiples of " + downsampling());
        }
        if (options.encoder() == VqVaeOptions.Encoder.VIT
                && (shape.get(2) != imageSize() || shape.get(3) != imageSize())) {
            throw new IllegalArgumentException(
                    shape + " is not " + imageSize() + " pixels a side, as encoder = vit needs");
        }
        return Evaluation.run(images, batch -> {
            try (NDArray pixels = Pixels.symmetric(batch);
                    NDArray z = model.encode(pixels, false)) {
                return model.quantizer().nearest(z);
            }
        });
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return Evaluation.run(tokens, batch -> {
            try (NDArray rows = model.quantizer().lookup(batch);
                    NDArray map = rows.transpose(0, 3, 1, 2);
                    NDArray pixels = model.decode(map, false);
                    NDArray images = Pixels.positive(pixels)) {
                return images.clip(0, 1);
            }
        });
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return Evaluation.run(tokens, model.quantizer()::lookup);
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(model);
    }

    /**
     * Its terms, and the networks that they need, are created at the first call: for tokenising alone, there are none.
     */
    @Override
    public Optional<Learner> learner() {
        if (options.weights().isPresent()) {
            return Optional.empty();
        }
        if (learner == null) {
            learner = new VqVaeLearner(options, model, terms());
        }
        return Optional.of(learner);
    }

    private List<Term> terms() {
        VqVaeView view = VqVaeView.of(options, model);
        List<Term> named = new ArrayList<>();
        for (Component<CodebookObjective> component : options.objectives()) {
            String id = component.id().name();
            long same = named.stream().filter(term -> term.id().equals(id)).count();
            named.add(new Term(id, same == 0 ? id : id + "-" + (same + 1), context.create(component, view)));
        }
        return named;
    }

    @Override
    public double flopsPerImage() {
        return model.tokenizeFlops(new Shape(1, 3, imageSize(), imageSize()));
    }

    @Override
    public double passBytes() {
        return model.tokenizePassBytes(new Shape(1, 3, imageSize(), imageSize()));
    }
}
