package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.cnn.SqueezeNet;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vq.CnnShape;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.nn.vq.EmaVectorQuantizer;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.vq.VqModel;
import java.util.List;
import java.util.SplittableRandom;

/** One of each network that there is, with few weights. */
final class SmallNetworks {
    static final int PATCH = 8;

    private SmallNetworks() {}

    static NetworkContext context(NDManager manager, long seed) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
    }

    static List<Block> all(NDManager manager, long seed) {
        NetworkContext context = context(manager, seed);
        return List.of(
                vit(context, 3, Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0),
                vit(context, 3, Positions.SIN_COS, RelativeBias.NONE, QkvBias.FUSED, 0),
                vit(context, 2, Positions.NONE, RelativeBias.SHARED, QkvBias.QUERY_VALUE, 0.1),
                vit(context, 2, Positions.LEARNED, RelativeBias.PER_BLOCK, QkvBias.QUERY_VALUE, 0.1),
                vq(context, new GradientVectorQuantizer(context, 5, 4, 1, 0.25)),
                vq(context, new EmaVectorQuantizer(context, 5, 4, 0.25, EmaCodebook.standard())),
                new SqueezeNet(context));
    }

    static VisionTransformer vit(
            NetworkContext context, int grid, Positions positions, RelativeBias relative, QkvBias bias, double scale) {
        return new VisionTransformer(
                context,
                new VitConfig(
                        grid * PATCH,
                        PATCH,
                        2,
                        new BlockShape(8, 2, 4, 16, bias, scale),
                        positions,
                        relative,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    private static VqModel vq(NetworkContext context, VectorQuantizer quantizer) {
        CnnShape shape = new CnnShape(4, List.of(1, 2), 1, true, 4, 2);
        return new VqModel(context, shape, shape, quantizer);
    }
}
