package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.nn.vq.EmaVectorQuantizer;
import io.peco4j.nn.vq.Quantised;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One strided convolution, a codebook of moving averages, one convolution back. */
class ReferenceTokenizer implements Tokenizer {
    static final int SIDE = 16;
    static final int PATCH = 4;
    static final int TOKENS = 12;
    private static final int CHANNELS = 4;

    private static final Kernel PIXELS = Kernel.compile("pixels of tokens", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.pixel_shuffle(x, 4)
            """);

    private static final Kernel DISTANCE = Kernel.compile("mean absolute error", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.l1_loss(x, y)
            """);

    final NetworkContext context;
    final Conv2d encoder;
    final EmaVectorQuantizer quantizer;
    final Conv2d decoder;

    /** Nothing to choose but the recipe, which nobody does. */
    record Options(
            @Describe("passes over the data") @Default("1") int epochs) {}

    /** The epoch from which on the decoder is trained. */
    static final int DECODER_STARTS = 2;

    @Inject
    ReferenceTokenizer(Options options, NetworkContext context) {
        this.context = context;
        this.encoder = new Conv2d(context, 3, CHANNELS, PATCH, PATCH, 0);
        this.quantizer = new EmaVectorQuantizer(context, TOKENS, CHANNELS, 0.25, EmaCodebook.standard());
        this.decoder = Conv2d.same(context, CHANNELS, 3 * PATCH * PATCH, 1);
    }

    @Override
    public int vocabularySize() {
        return TOKENS;
    }

    @Override
    public int downsampling() {
        return PATCH;
    }

    @Override
    public int imageSize() {
        return SIDE;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        return quantizer.nearest(encoder.forward(images, false));
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return decode(quantizer.lookup(tokens).transpose(0, 3, 1, 2)).clip(0, 1);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return quantizer.lookup(tokens);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(new ReferenceLearner());
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.putAll(Parameters.prefixed("encoder", Parameters.state(encoder)));
        state.putAll(Parameters.prefixed("quantize", Parameters.state(quantizer)));
        state.putAll(Parameters.prefixed("decoder", Parameters.state(decoder)));
        return state;
    }

    NDArray decode(NDArray map) {
        return PIXELS.apply(decoder.forward(map, false));
    }

    /** One tensor of the state. */
    NDArray named(String name) {
        return Objects.requireNonNull(state().get(name), name);
    }

    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = new LinkedHashMap<>(state());
        trained.keySet().removeIf(name -> name.startsWith("quantize"));
        return trained;
    }

    /** What the loss is made of; mutants meddle here. */
    NDArray loss(NDArray images, Step step) {
        Quantised quantised = quantizer.quantise(encoder.forward(images, true), true);
        return DISTANCE.apply(decode(quantised.codewords()), images).add(quantised.loss());
    }

    /** A learner of the tokenizer around it. */
    class ReferenceLearner implements Learner, Objective {
        @Override
        public List<Objective> objectives() {
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            RandomResizedCrop crop = new RandomResizedCrop(SIDE, 0.5, 1, Filter.BILINEAR);
            return (example, random) -> sample(crop, example.image(), random);
        }

        Sample sample(RandomResizedCrop crop, RgbImage image, RandomGenerator random) {
            return Sample.of(Sample.IMAGE, crop.apply(image, random));
        }

        @Override
        public Recipe recipe() {
            throw new UnsupportedOperationException("no study runs this");
        }

        @Override
        public String name() {
            return "reference";
        }

        @Override
        public List<ParameterGroup> groups() {
            Map<String, NDArray> decoder = new LinkedHashMap<>(trained());
            decoder.keySet().removeIf(name -> !name.startsWith("decoder"));
            Map<String, NDArray> encoder = new LinkedHashMap<>(trained());
            encoder.keySet().removeAll(decoder.keySet());
            return List.of(
                    new ParameterGroup("encoder", encoder, 1, true),
                    new ParameterGroup("decoder", decoder, 1, true).startingAt(DECODER_STARTS));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            return Loss.of(ReferenceTokenizer.this.loss(batch.get(Sample.IMAGE), step));
        }

        @Override
        public PassState passState() {
            return quantizer.passState();
        }

        @Override
        public void afterStep(Step step) {
            quantizer.update();
        }

        @Override
        public Map<String, NDArray> state() {
            return ReferenceTokenizer.this.state();
        }
    }
}
