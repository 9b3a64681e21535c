package io.peco4j.dsl.bundled;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Trainable;
import io.peco4j.dsl.options.OptionsBinder;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * An encoder, a codebook and a decoder, convolutional by default: the tokenizer {@code vqvae}. Its objective is the
 * pixel distance, unless another is named; with an additional perceptual objective, it is the tokenizer of PeCo.
 */
public record Vqvae(Component<Tokenizer> component) implements Trainable<Tokenizer, Vqvae> {
    private static final String OBJECTIVES = "objectives";

    @Override
    public Vqvae with(Component<Tokenizer> changed) {
        return new Vqvae(changed);
    }

    /**
     * A preset, which gives the values of options that are not set: {@code paper}, {@code paper-8x}, {@code small} or
     * {@code tiny}; {@code plugins describe vqvae} lists them.
     */
    public Vqvae preset(String name) {
        return set("preset", name);
    }

    /** Half the channels in encoder and decoder: PeCo's lite tokenizer. */
    public Vqvae lite() {
        return set("lite", true);
    }

    /** The encoder: {@code cnn} or {@code vit}. */
    public Vqvae encoder(String kind) {
        return set("encoder", kind);
    }

    /** The decoder: {@code full}, {@code half-channels}, {@code half-depth} or {@code vit}. */
    public Vqvae decoder(String kind) {
        return set("decoder", kind);
    }

    /** Size of the transformers of {@code vit} halves, and their number of blocks; 0: as many as the size has. */
    public Vqvae transformer(String size, int depth) {
        return set("vit.size", size).set("vit.depth", depth);
    }

    /** How codewords are updated: {@code ema} or {@code gradient}. */
    public Vqvae quantizer(String quantizer) {
        return set("codebook.quantizer", quantizer);
    }

    /** Weight of the term that keeps the encoder near its codewords. */
    public Vqvae commitment(double weight) {
        return set("codebook.commitment", weight);
    }

    /** The number of codewords, and the channels of each. */
    public Vqvae codebook(int size, int dimension) {
        return set("codebook.size", size).set("codebook.dimension", dimension);
    }

    /** Side of the pictures, in pixels; by default the study's encoder's. */
    public Vqvae image(int side) {
        return set("image", side);
    }

    /** Channels of the first stage; later stages multiply them. */
    public Vqvae channels(int channels) {
        return set("channels", channels);
    }

    /** One stage for each; the side of a token's square is 2 to the power of (stages - 1) pixels. */
    public Vqvae multipliers(Integer... multipliers) {
        return set("multipliers", List.of(multipliers));
    }

    /** Residual blocks in each stage of the encoder. */
    public Vqvae residualBlocks(int blocks) {
        return set("residual-blocks", blocks);
    }

    /** Residual blocks in each stage of the decoder. */
    public Vqvae decoderResidualBlocks(int blocks) {
        return set("decoder-residual-blocks", blocks);
    }

    /** Groups of the group normalisations; with few channels per group, normalisation removes a picture's colours. */
    public Vqvae normGroups(int groups) {
        return set("norm-groups", groups);
    }

    /** Starts the codewords at centres of the first batches' features instead of at random. */
    public Vqvae kMeansStart() {
        return set("codebook.initial", "k-means");
    }

    /** Decay of the moving averages that the codewords are; short trainings need a faster one than the default. */
    public Vqvae codebookDecay(double decay) {
        return set("codebook.decay", decay);
    }

    /**
     * Moves codewords that are used more rarely than this, as a moving average per step, to random features of the
     * batch.
     */
    public Vqvae reviveBelow(double uses) {
        return set("codebook.revive-below", uses);
    }

    /** A file of trained weights; the tokenizer is used as it is and not trained. */
    public Vqvae weights(String file) {
        return set("weights", file);
    }

    /** Channels between encoder, codebook and decoder. */
    public Vqvae latent(int channels) {
        return set("latent", channels);
    }

    /** Adds the distance of a backbone's features to the loss. */
    public Vqvae perceptual(Describes<PerceptualBackbone> backbone, double weight) {
        return objective(Perceptual.of(backbone, weight));
    }

    /** Adds the verdict of a patch discriminator on reconstructions. */
    public Vqvae adversarial(double weight) {
        return objective(Adversarial.of(weight));
    }

    /** Adds another term to the loss. */
    public Vqvae objective(Describes<CodebookObjective> objective) {
        return set(
                OBJECTIVES,
                objectives()
                        .append(OptionsBinder.written(objective.component()))
                        .asJava());
    }

    /** Replaces the default pixel distance. */
    public Vqvae pixel(Pixel pixel) {
        String id = pixel.component().id().name();
        Vector<ConfigValue> others = objectives().reject(objective -> id.equals(id(objective)));
        return set(
                OBJECTIVES,
                others.prepend(OptionsBinder.written(pixel.component())).asJava());
    }

    private Vector<ConfigValue> objectives() {
        return component.options().root().get(OBJECTIVES) instanceof ConfigList list
                ? Vector.ofAll(list)
                : Vector.of(OptionsBinder.written(Pixel.of().component()));
    }

    private static Object id(ConfigValue objective) {
        return objective instanceof ConfigObject object && object.toConfig().hasPath("component")
                ? object.toConfig().getString("component")
                : objective.unwrapped();
    }
}
