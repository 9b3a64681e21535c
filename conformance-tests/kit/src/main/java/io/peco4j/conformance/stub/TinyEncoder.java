package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.SplittableRandom;

/** A plain vision transformer that is small enough to train in a test: two blocks of 16 channels on 4 x 4 patches. */
public final class TinyEncoder {
    /** Side of its pictures, in pixels. */
    public static final int SIDE = 16;

    private static final int PATCH = 4;
    private static final int DEPTH = 2;
    private static final BlockShape BLOCK = BlockShape.plain(16, 2);

    private TinyEncoder() {}

    /**
     * A new one, without dropout.
     *
     * @param manager owns its tensors
     * @param seed of its start
     */
    public static VisionEncoder of(NDManager manager, long seed) {
        return new VisionTransformer(
                new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed)),
                new VitConfig(
                        SIDE,
                        PATCH,
                        DEPTH,
                        BLOCK,
                        Positions.LEARNED,
                        RelativeBias.NONE,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }
}
