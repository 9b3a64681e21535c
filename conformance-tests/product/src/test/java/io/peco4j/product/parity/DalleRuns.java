package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DallePixels;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.weights.Weights;
import java.util.Map;
import java.util.regex.MatchResult;

/** DALL-E's discrete variational autoencoder. */
final class DalleRuns {
    private static final String REPOSITORY = "openai/DALL-E";

    private DalleRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("dall_e/encoder.py: Encoder, EncoderBlock; dall_e/utils.py: Conv2d, map_pixels"),
                DalleRuns::encoder,
                kind("dall_e/decoder.py: Decoder, DecoderBlock; dall_e/utils.py: unmap_pixels"),
                DalleRuns::decoder,
                kind("dall_e/utils.py: map_pixels, unmap_pixels"),
                DalleRuns::pixels,
                kind("dall_e/encoder.py: Encoder"),
                DalleRuns::published,
                new Kind(
                        "microsoft/unilm",
                        "beit/modeling_discrete_vae.py: Dalle_VAE.get_codebook_indices / get_codebook_probs / decode over"
                                + " beit/dall_e"),
                DalleRuns::tokenizer);
    }

    private static Kind kind(String symbol) {
        return new Kind(REPOSITORY, symbol);
    }

    private static void encoder(ParityCase reference) {
        DalleShape shape = shape(reference, "n_blk_per_group", "vocab_size", 0);
        DalleEncoder encoder = new DalleEncoder(reference.context(), shape);
        reference.load(Parameters.state(encoder), "dall-e");
        NDArray image = reference.differentiable("in.image");
        reference.differentiate(Parameters.trainable(encoder), () -> {
            NDArray mapped = DallePixels.map(image);
            return Map.of("mapped", mapped, "logits", encoder.forward(mapped, false));
        });
        reference.check("out.tokens", encoder.tokens(DallePixels.map(image)));
    }

    private static void decoder(ParityCase reference) {
        DalleShape shape = shape(
                reference,
                "n_blk_per_group",
                "vocab_size",
                reference.arguments().integer("n_init"));
        DalleDecoder decoder = new DalleDecoder(reference.context(), shape);
        reference.load(Parameters.state(decoder), "dall-e");
        NDArray soft = reference.differentiable("in.soft");
        NDArray hard = decoder.decode(reference.get("in.tokens"));
        reference.check("out.stats_hard", hard);
        reference.differentiate(Parameters.trainable(decoder), () -> Map.of("stats", decoder.forward(soft, false)));
        reference.check("out.reconstruction", DalleDecoder.picture(hard));
    }

    private static void pixels(ParityCase reference) {
        reference.check("out.mapped", DallePixels.map(reference.get("in.x")));
        reference.check("out.unmapped", DallePixels.unmap(reference.get("in.x")));
    }

    private static void tokenizer(ParityCase reference) {
        Shape input = reference.get("w.decoder.blocks.input.w").getShape();
        DalleShape shape = shape(reference, "n_blk", "vocab", Math.toIntExact(input.get(0)));
        DalleEncoder encoder = new DalleEncoder(reference.context(), shape);
        DalleDecoder decoder = new DalleDecoder(reference.context(), shape);
        reference.load(Parameters.state(encoder), "dall-e", reference.weights("encoder."));
        reference.load(Parameters.state(decoder), "dall-e", reference.weights("decoder."));
        NDArray mapped = DallePixels.map(reference.get("in.image"));
        NDArray tokens = encoder.tokens(mapped);
        reference.check("out.mapped", mapped);
        reference.check("out.logits", encoder.forward(mapped, false));
        reference.check("out.probs", encoder.probabilities(mapped));
        reference.check("out.indices", tokens);
        reference.check("out.decoded", decoder.decode(tokens));
    }

    private static void published(ParityCase reference) {
        DalleEncoder encoder = new DalleEncoder(reference.context(), DalleShape.published());
        Map<String, NDArray> live = Parameters.state(encoder);
        FullSize.checkShapes(reference, live);
        FormulaWeights formula = FormulaWeights.of(reference);
        Weights.copyInto(live, formula.weights(reference.manager(), live));
        int side = reference.arguments().integer("size");
        NDArray noise = formula.image(reference.manager(), new Shape(1, 3, side, side));
        MatchResult range = reference.notes().find("clamp\\(([\\d.]+) \\+ ([\\d.]+)\\*formula");
        float middle = Float.parseFloat(range.group(1));
        float deviation = Float.parseFloat(range.group(2));
        NDArray mapped = DallePixels.map(noise.mul(deviation).add(middle).clip(0, 1));
        FullSize.check(reference, "logits", encoder.forward(mapped, false));
        reference.check("out.tokens", encoder.tokens(mapped));
    }

    private static DalleShape shape(ParityCase reference, String blocks, String vocabulary, int initial) {
        Arguments arguments = reference.arguments();
        return new DalleShape(
                arguments.integer("n_hid"), arguments.integer(blocks), arguments.integer(vocabulary), initial);
    }
}
