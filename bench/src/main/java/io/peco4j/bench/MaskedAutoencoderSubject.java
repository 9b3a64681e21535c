package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.Map;

/** MAE of the published size: three patches of four hidden, eight decoder blocks, pixels as targets. */
record MaskedAutoencoderSubject(MaskedAutoencoder model, int grid) implements TimedNetwork {
    static final double RATIO = 0.75;

    static MaskedAutoencoderSubject base(NetworkContext context, int image, int patch) {
        return new MaskedAutoencoderSubject(network(context, VitSize.BASE, image, patch), image / patch);
    }

    /** The network with the paper's decoder. */
    static MaskedAutoencoder network(NetworkContext context, VitSize size, int image, int patch) {
        int grid = image / patch;
        VisionTransformer encoder = new VisionTransformer(context, VitConfig.plain(size, patch, image));
        MaeDecoder.Sizes sizes = MaeDecoder.Sizes.published(encoder.width(), grid, grid, 3 * patch * patch);
        return new MaskedAutoencoder(encoder, new MaeDecoder(context, sizes));
    }

    @Override
    public NDArray pass(NDArray input, boolean training) {
        NDArray noise = input.getManager()
                .randomUniform(0, 1, new Shape(input.getShape().get(0), patches()));
        return model.predict(input, VisiblePatches.drawn(noise, RATIO), training);
    }

    @Override
    public Map<String, NDArray> trainable() {
        return model.trainable();
    }

    @Override
    public double flops(Shape input) {
        return input.get(0) * model.flopsPerImage((int) (patches() * (1 - RATIO)));
    }

    private long patches() {
        return (long) grid * grid;
    }
}
