package io.peco4j.tokenizers.dalle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Both halves of a dVAE. */
record DalleNetworks(DalleEncoder encoder, DalleDecoder decoder, DalleShape shape) {

    /** Halves with fresh weights. */
    static DalleNetworks of(NetworkContext context, DalleShape shape) {
        return new DalleNetworks(new DalleEncoder(context, shape), new DalleDecoder(context, shape), shape);
    }

    /** All tensors; every one is a parameter. */
    Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("encoder", Parameters.state(encoder)));
        all.putAll(Parameters.prefixed("decoder", Parameters.state(decoder)));
        return all;
    }

    void freeze() {
        Parameters.freeze(encoder);
        Parameters.freeze(decoder);
    }

    /** Floating-point operations of the encoder for one picture. */
    double encoderFlops(int image) {
        return encoder.flops(new Shape(1, 3, image, image));
    }

    /** The same of both halves. */
    double flops(int image) {
        Shape picture = new Shape(1, 3, image, image);
        return encoder.flops(picture) + decoder.flops(encoder.outputShape(picture));
    }

    /** Bytes that one picture keeps in both halves for the backward pass. */
    double activationBytes(int image) {
        Shape picture = new Shape(1, 3, image, image);
        return encoder.activationBytes(picture) + decoder.activationBytes(encoder.outputShape(picture));
    }

    /** Logits of one picture. */
    long logits(int image) {
        return encoder.outputShape(new Shape(1, 3, image, image)).size();
    }
}
