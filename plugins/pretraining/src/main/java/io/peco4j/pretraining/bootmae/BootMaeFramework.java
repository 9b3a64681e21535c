package io.peco4j.pretraining.bootmae;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Illustrated;
import io.peco4j.api.task.Picture;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.bootmae.BootstrappedAutoencoder;
import io.peco4j.nn.bootmae.InjectedDecoder;
import io.peco4j.nn.teacher.MomentumTeacher;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.pretraining.picture.MaskedPictures;
import io.peco4j.pretraining.picture.PixelPainter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * BootMAE (Dong et al. 2022): the encoder sees the visible patches; one decoder predicts the pixels of hidden ones,
 * another the features that a momentum teacher has of them. Features injected from a shallow and a deep layer of the
 * encoder spare its last layer from carrying what only the decoders need.
 *
 * <p>The paper's encoder has fixed positions: {@code vit} with {@code positions = sin-cos-moco}. From them, the
 * decoders learn where a visible token is. Positions that the encoder learns are small at first, and tell them late or
 * never: {@code visible-positions} does.
 */
@Describe("Predicts pixels and a momentum teacher's features of hidden patches: bootstrapped masked autoencoders.")
public final class BootMaeFramework implements PretrainingFramework, Illustrated {
    private final BootMaeOptions options;
    private final VisionEncoder encoder;
    private final BootMaeLearner learner;
    private final NetworkContext context;

    /**
     * The framework around an encoder, with fresh decoders and a teacher that starts as the encoder.
     *
     * @param encoder trained in place
     * @param context owns the decoders and the teacher
     * @throws InvalidInputException PECO-121, 123, 124 or 126 if no such mask fits the encoder's grid; PECO-155 if a
     *     layer to inject is not among the encoder's; PECO-156 if a decoder's width does not suit; PECO-157 if the
     *     encoder cannot leave patches out
     */
    @Inject
    public BootMaeFramework(BootMaeOptions options, VisionEncoder encoder, NetworkContext context) {
        List<Problem> problems = BootMaeProblems.of(options, encoder, context.manager());
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        BootstrappedAutoencoder model = new BootstrappedAutoencoder(
                encoder,
                InjectedDecoder.ofPixels(context, sizes(options, encoder, options.decoderWidth()), encoder.patchSize()),
                InjectedDecoder.ofFeatures(context, sizes(options, encoder, encoder.width())),
                options.shallowLayer(),
                options.deepLayer(encoder.depth()));
        VisionEncoder teacher = encoder.twin(context);
        MomentumTeacher following =
                MomentumTeacher.of(context.manager(), teacher.trainable(), encoder.trainable(), options.teaching());
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.learner = new BootMaeLearner(options, model, teacher, following);
    }

    /** As many heads as the encoder has; where they do not share the width equally, a few channels have none. */
    private static InjectedDecoder.Sizes sizes(BootMaeOptions options, VisionEncoder encoder, int width) {
        BlockShape block = BlockShape.plain(width, encoder.heads())
                .withMlpWidth((int) Math.max(1, width * options.decoderMlpRatio()));
        return new InjectedDecoder.Sizes(
                encoder.width(), block, options.decoderDepth(), encoder.grid(), options.visiblePositions());
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public List<Picture> pictures(Examples examples) {
        PixelPainter painter = new PixelPainter(encoder.grid(), learner::pictures, true);
        return new MaskedPictures(encoder, encoder.imageSize(), options.mask(), List.of(), painter)
                .of(examples.dataset(), context.manager());
    }
}
