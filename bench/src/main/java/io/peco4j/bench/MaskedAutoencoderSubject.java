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
    static final int DECODER_WIDTH = 512;
    static final int DECODER_HEADS = 16;

    static MaskedAutoencoderSubject base(NetworkContext context, int image, int patch) {
        VitConfig config = VitConfig.plain(VitSize.BASE, patch, image);
        return new MaskedAutoencoderSubject(network(context, config), config.gridRows());
    }

    /** The network with the paper's decoder. */
    static MaskedAutoencoder network(NetworkContext context, VitConfig config) {
        VisionTransformer encoder = new VisionTransformer(context, config);
        int pixels = 3 * config.patch() * config.patch();
        MaeDecoder.Sizes sizes =
                MaeDecoder.Sizes.published(encoder.width(), config.gridRows(), config.gridColumns(), pixels);
        return new MaskedAutoencoder(encoder, new MaeDecoder(context, sizes));
    }

    /** How many patches the encoder sees. */
    static int visible(int patches) {
        return (int) (patches * (1 - RATIO));
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
        return input.get(0) * model.flopsPerImage(visible(grid * grid));
    }

    private long patches() {
        return (long) grid * grid;
    }
}
