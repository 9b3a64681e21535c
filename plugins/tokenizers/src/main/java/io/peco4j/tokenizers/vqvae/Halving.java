package io.peco4j.tokenizers.vqvae;

import io.peco4j.tokenizers.vqvae.VqVaeOptions.Decoder;
import io.peco4j.tokenizers.vqvae.VqVaeOptions.Encoder;
import java.util.Optional;

/** How many channels PeCo's cheaper variants leave: the lite tokenizer halves both halves, a half decoder its own. */
record Halving(int channels, boolean lite, Encoder encoder, Decoder decoder) {
    int encoderChannels() {
        return lite ? channels / 2 : channels;
    }

    int decoderChannels() {
        return decoder == Decoder.HALF_CHANNELS ? encoderChannels() / 2 : encoderChannels();
    }

    /** What does not fit, if anything: norms divide the channels of the convolutions that there are. */
    Optional<String> contradiction(int groups) {
        if (lite && encoder == Encoder.VIT && decoder == Decoder.VIT) {
            return Optional.of(
                    "lite = true halves the channels of convolutions, and encoder = vit with decoder = vit has"
                            + " none; vit.size = small is a smaller transformer");
        }
        if (channels % groups != 0) {
            return Optional.of("channels = " + channels + " is not a multiple of norm-groups = " + groups);
        }
        return uneven("encoder", encoder == Encoder.CNN, encoderChannels(), groups)
                .or(() -> uneven("decoder", decoder != Decoder.VIT, decoderChannels(), groups));
    }

    private static Optional<String> uneven(String half, boolean convolutions, int width, int groups) {
        return convolutions && (width == 0 || width % groups != 0)
                ? Optional.of("the halved " + half + " has " + width
                        + " channels, which is not a multiple of norm-groups = " + groups)
                : Optional.empty();
    }
}
