package io.peco4j.tasks.video;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.video.TimeSformer;
import io.peco4j.nn.video.TimeSformerConfig;
import io.peco4j.nn.video.VideoClassifier;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.Normalisation;
import java.util.ArrayList;
import java.util.List;

/** A TimeSformer that starts from an encoder, and the groups in which it learns. */
final class VideoNetwork {
    private static final String PLACE = "video";

    private VideoNetwork() {}

    /**
     * A network with the encoder's weights, as TimeSformer starts from an image model; frames are normalised as
     * {@code vit} normalises pictures.
     *
     * @throws InvalidInputException PECO-180, PECO-181 if the encoder or the size of the frames does not suit
     */
    static VideoClassifier of(VideoOptions options, VisionEncoder encoder, int classes, NetworkContext context) {
        check(options, encoder);
        TimeSformerConfig config = new TimeSformerConfig(
                side(options, encoder),
                encoder.patchSize(),
                options.frames(),
                classes,
                encoder.depth(),
                BlockShape.plain(encoder.width(), encoder.heads()),
                options.attention(),
                options.dropPath(),
                Normalisation.IMAGENET);
        TimeSformer network = new TimeSformer(context, config);
        try {
            network.startFrom(encoder.state());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-180",
                    "the encoder's weights are not those of a plain vision transformer: "
                            + e.problems().get(0).what(),
                    PLACE,
                    "an encoder such as  vit  without relative positions and layer scale, with positions that are"
                            + " added, and with biases of queries, keys and values"));
        }
        return new VideoClassifier(network, config);
    }

    /** Side of the frames that the network sees. */
    static int side(VideoOptions options, VisionEncoder encoder) {
        return options.image().orElse(encoder.imageSize().height());
    }

    private static void check(VideoOptions options, VisionEncoder encoder) {
        List<Problem> problems = new ArrayList<>();
        int side = side(options, encoder);
        int patch = encoder.patchSize();
        if (encoder.imageSize().height() != encoder.imageSize().width()) {
            problems.add(new Problem(
                    "PECO-180",
                    "the encoder's pictures are not square: " + encoder.imageSize(),
                    PLACE,
                    "an encoder for square pictures"));
        }
        if (side % patch != 0) {
            problems.add(new Problem(
                    "PECO-181",
                    "image = " + side + " is not a multiple of the encoder's patches of " + patch + " pixels",
                    PLACE + ": image",
                    "image = " + Math.max(1, Math.round((float) side / patch)) * patch));
        }
        if (options.shortSideMax() < options.shortSideMin()) {
            problems.add(new Problem(
                    "PECO-182",
                    "short-side-max = " + options.shortSideMax() + " is less than short-side-min = "
                            + options.shortSideMin(),
                    PLACE + ": short-side-max",
                    "exchange them"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /**
     * What learns at which rate. Layers are those of the encoder; what it does not have, attention along time and time
     * embedding, learns with the block, or the embeddings, that it belongs to.
     */
    static List<ParameterGroup> groups(VideoOptions options, VisionEncoder encoder, VideoClassifier model) {
        if (options.decayAll() && options.layerDecay() == 1) {
            return List.of(new ParameterGroup("all", model.trainable(), 1, true));
        }
        return new VideoLayers(new LayerDecay(encoder, options.layerDecay()), options.decayAll())
                .groups(model.trainable());
    }
}
