package io.peco4j.pretraining.dino;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.SplittableRandom;

/** A DINO whose step takes milliseconds: pictures of 16 pixels in patches of 4, two blocks of width 16. */
final class TinyDino {
    static final int IMAGE = 16;
    static final int LOCAL = 8;

    private TinyDino() {}

    static VisionTransformer encoder(NDManager manager, double dropPath) {
        return new VisionTransformer(
                context(manager),
                new VitConfig(
                        PictureSize.square(IMAGE),
                        4,
                        new StackShape(BlockShape.plain(16, 2), 2, dropPath),
                        false,
                        Positions.LEARNED_DINO,
                        RelativeBias.NONE,
                        Start.TIMM,
                        false,
                        Normalisation.IMAGENET));
    }

    static DinoLearner learner(NDManager manager, String options, double dropPath) {
        return (DinoLearner) framework(manager, options, encoder(manager, dropPath))
                .learner()
                .orElseThrow();
    }

    static DinoFramework framework(NDManager manager, String options, VisionEncoder encoder) {
        return new DinoFramework(options(options), encoder, context(manager));
    }

    /** Small ones, of which some may be others. */
    static DinoOptions options(String others) {
        String small = "out-dim = 10, hidden = 24, bottleneck = 6, local-size = 8, teacher-momentum = 0.9, ";
        return OptionsBinder.bind(
                        DinoOptions.class, ConfigFactory.parseString(small + others), ConfigFactory.empty(), "dino")
                .get();
    }

    private static StandaloneContext context(NDManager manager) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }
}
