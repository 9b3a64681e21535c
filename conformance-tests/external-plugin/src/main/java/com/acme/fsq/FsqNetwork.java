package com.acme.fsq;

import io.peco4j.nn.Affine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/** Encoder, grid, decoder. Pictures are float32 (B, 3, H, W) in [0, 1]; inside they are in [-1, 1]. */
final class FsqNetwork {
    private final LayerStack encoder;
    private final LayerStack decoder;
    private final FsqGrid grid;
    private final int image;

    FsqNetwork(FsqOptions options, NetworkContext context) {
        grid = new FsqGrid(context.manager(), options.levels());
        encoder = LayerStack.encoder(context, options.channels(), options.halvings(), grid.dimension());
        decoder = LayerStack.decoder(context, options.channels(), options.halvings(), grid.dimension());
        image = options.image();
    }

    FsqGrid grid() {
        return grid;
    }

    /** Pictures to codewords (B, d, h, w), with straight-through gradient. */
    NDArray encode(NDArray images, boolean training) {
        return grid.round(encoder.forward(Affine.of(images, 2, -1), training));
    }

    /** Codewords (B, d, h, w) to pictures around [0, 1], not clipped. */
    NDArray decode(NDArray codes, boolean training) {
        return Affine.of(decoder.forward(codes, training), 0.5, 0.5);
    }

    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(Parameters.prefixed("encoder", Parameters.state(encoder)));
        state.putAll(Parameters.prefixed("decoder", Parameters.state(decoder)));
        return state;
    }

    /** Of one picture, forward. */
    double flops() {
        Shape picture = new Shape(1, 3, image, image);
        return encoder.flops(picture) + decoder.flops(encoder.outputShape(picture));
    }
}
