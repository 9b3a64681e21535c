package @package@;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Stack;
import io.peco4j.nn.conv.Upsample;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An autoencoder whose code is rounded to 5 levels per channel: finite scalar quantisation (Mentzer et al. 2023). */
@Describe("an autoencoder whose tokens are numbers rounded to 5 levels: there is no codebook to learn")
public final class @Name@ implements Tokenizer {
    private static final int LEVELS = 5;
    private static final int SIDE = 4;

    private final @Name@Options options;
    private final Stack encoder;
    private final Stack decoder;
    private final NDArray places;

    /** Makes an untrained one: the context owns its parameters, and seeds them. */
    @Inject
    public @Name@(@Name@Options options, NetworkContext context) {
        int width = options.channels();
        this.options = options;
        this.encoder = Stack.ascending(List.of(
                Conv2d.same(context, 3, width, 3),
                new Downsample(context, width),
                new ResidualBlock(context, width, width),
                new Downsample(context, width),
                Conv2d.same(context, width, options.digits(), 1)));
        this.decoder = Stack.ascending(List.of(
                Conv2d.same(context, options.digits(), width, 3),
                new Upsample(context, width),
                new ResidualBlock(context, width, width),
                new Upsample(context, width),
                Conv2d.same(context, width, 3, 3)));
        this.places = context.manager()
                .create(powers(options.digits()), new Shape(1, options.digits(), 1, 1));
    }

    @Override
    public int vocabularySize() {
        return (int) Math.pow(LEVELS, options.digits());
    }

    @Override
    public int downsampling() {
        return SIDE;
    }

    @Override
    public int imageSize() {
        return options.image();
    }

    @Override
    public NDArray tokenize(NDArray images) {
        NDArray digits = encode(images, false).round().add(LEVELS / 2);
        return digits.mul(places).sum(new int[] {1}).toType(DataType.INT64, false);
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return decode(codes(tokens), false).clip(0, 1);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return codes(tokens).transpose(0, 2, 3, 1);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(new @Name@Learner(options, this));
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(Parameters.prefixed("encoder", Parameters.state(encoder)));
        state.putAll(Parameters.prefixed("decoder", Parameters.state(decoder)));
        return state;
    }

    @Override
    public double flopsPerImage() {
        return encoder.flops(picture());
    }

    /** Of encoder and decoder. */
    double flopsBothWays() {
        return encoder.flops(picture()) + decoder.flops(encoder.outputShape(picture()));
    }

    /** Pictures (B, 3, H, W) to codes (B, d, h, w) from -2 to 2; gradients pass as if nothing were rounded. */
    NDArray encode(NDArray images, boolean training) {
        // Affine and not mul(2): gradients pass here, see the plugin guide.
        NDArray z = Affine.scaled(encoder.forward(Affine.of(images, 2, -1), training).tanh(), LEVELS / 2);
        return z.add(z.round().sub(z).stopGradient());
    }

    /** Codes (B, d, h, w) to pictures (B, 3, H, W), not clipped. */
    NDArray decode(NDArray codes, boolean training) {
        return Affine.of(decoder.forward(codes, training), 0.5, 0.5);
    }

    private NDArray codes(NDArray tokens) {
        NDArray digits = tokens.toType(DataType.FLOAT32, false).expandDims(1).div(places).floor().mod(LEVELS);
        return digits.sub(LEVELS / 2);
    }

    private Shape picture() {
        return new Shape(1, 3, options.image(), options.image());
    }

    private static float[] powers(int digits) {
        float[] powers = new float[digits];
        IntStream.range(0, digits).forEach(i -> powers[i] = (float) Math.pow(LEVELS, i));
        return powers;
    }
}
