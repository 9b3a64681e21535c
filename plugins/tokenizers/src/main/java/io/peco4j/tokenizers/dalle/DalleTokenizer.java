package io.peco4j.tokenizers.dalle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DallePixels;
import io.peco4j.nn.weights.Weights;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.tokenizers.shared.Evaluation;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The discrete variational autoencoder of DALL-E (Ramesh et al. 2021), whose tokens BEiT predicts: trained here, or
 * with OpenAI's weights. A token covers 8 x 8 pixels; its codeword is what the decoder's first layer makes of it.
 *
 * <p>Its state has OpenAI's names under {@code encoder} and {@code decoder}.
 */
public final class DalleTokenizer implements Tokenizer {
    private final DalleOptions options;
    private final NetworkContext context;
    private final DalleNetworks networks;
    private @Nullable Learner learner;

    /**
     * Makes the networks, and reads their weights where there are files.
     *
     * @throws InvalidInputException PECO-3xx if a file is missing or damaged, or holds the weights of other networks
     */
    @Inject
    public DalleTokenizer(DalleOptions options, NetworkContext context) {
        this.options = options;
        this.context = context;
        this.networks = DalleNetworks.of(context, options.shape());
        options.weights().encoder().ifPresent(path -> read(path, Parameters.state(networks.encoder())));
        options.weights().decoder().ifPresent(path -> read(path, Parameters.state(networks.decoder())));
    }

    private static void read(Path path, Map<String, NDArray> into) {
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            checkpoint.loadInto(into);
        }
    }

    @Override
    public int vocabularySize() {
        return options.vocabulary();
    }

    @Override
    public int downsampling() {
        return DalleOptions.DOWNSAMPLING;
    }

    @Override
    public int imageSize() {
        return options.image();
    }

    /** @throws IllegalArgumentException if the sides of the pictures are no multiples of 8 */
    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        if (shape.get(2) % downsampling() != 0 || shape.get(3) % downsampling() != 0) {
            throw new IllegalArgumentException(shape + " has sides that are not multiples of " + downsampling());
        }
        return Evaluation.run(images, batch -> {
            try (NDArray pixels = DallePixels.map(batch)) {
                return networks.encoder().tokens(pixels);
            }
        });
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return Evaluation.run(tokens, batch -> {
            try (NDArray statistics = networks.decoder().decode(batch)) {
                return DalleDecoder.picture(statistics);
            }
        });
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return Evaluation.run(tokens, networks.decoder()::codewords);
    }

    @Override
    public Map<String, NDArray> state() {
        return networks.state();
    }

    @Override
    public Optional<Learner> learner() {
        if (options.weights().encoder().isPresent()) {
            return Optional.empty();
        }
        if (learner == null) {
            learner = new DalleLearner(options, trained(), networks, context.manager());
        }
        return Optional.of(learner);
    }

    /**
     * The networks that the optimiser moves; with a moving average, which is then what remains, a pair of their own.
     */
    private DalleNetworks trained() {
        if (options.average() == 0) {
            return networks;
        }
        DalleNetworks own = DalleNetworks.of(context, options.shape());
        Weights.copyInto(own.state(), networks.state());
        networks.freeze();
        return own;
    }

    @Override
    public double flopsPerImage() {
        return networks.encoderFlops(imageSize());
    }

    @Override
    public double passBytes() {
        return networks.encoder().passBytes(new Shape(1, 3, imageSize(), imageSize()));
    }
}
