package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.nn.vq.EmaVectorQuantizer;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.GumbelQuantizer;
import io.peco4j.nn.vq.Quantised;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Vector quantisers: by gradient, by moving averages, by Gumbel noise. */
final class QuantizerRuns {
    private static final String TAMING = "CompVis/taming-transformers";
    private static final String FILE = "taming/modules/vqvae/quantize.py: ";

    private QuantizerRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(TAMING, FILE + "VectorQuantizer2"), QuantizerRuns::gradient,
                new Kind(TAMING, FILE + "VectorQuantizer"), QuantizerRuns::perplexity,
                new Kind(TAMING, FILE + "EMAVectorQuantizer, EmbeddingEMA"), QuantizerRuns::movingAverages,
                new Kind(TAMING, FILE + "GumbelQuantize"), QuantizerRuns::gumbel,
                new Kind("rosinality/vq-vae-2-pytorch", "vqvae.py: Quantize"), QuantizerRuns::channelsLast);
    }

    private static void gradient(ParityCase reference) {
        double beta = reference.arguments().number("beta");
        byGradient(reference, "legacy.", beta, 1);
        byGradient(reference, "fixed.", 1, beta);
    }

    private static void byGradient(ParityCase reference, String run, double codebook, double commitment) {
        VectorQuantizer quantizer = quantizer(reference, codebook, commitment);
        NDArray z = reference.leaf("in.z");
        Map<String, NDArray> live = new LinkedHashMap<>(Parameters.trainable(quantizer));
        live.put("in.z", z);
        reference.propagate(run, live, () -> {
            Quantised quantised = quantizer.quantise(z, true);
            reference.check("out.indices", quantised.tokens().flatten());
            reference.check("out.indices_bhw", quantised.tokens());
            reference.check("out." + run + "loss", quantised.loss());
            reference.check("out." + run + "z_q", quantised.codewords());
            NDArray entries = quantizer.lookup(quantised.tokens()).transpose(0, 3, 1, 2);
            reference.check("out.codebook_entry", entries);
            NDArray weighted = quantised.codewords().mul(reference.get("in.cotangent.z_q"));
            return quantised.loss().add(weighted.sum());
        });
    }

    /** The older class: its loss has the misplaced beta, and it reports perplexity. */
    private static void perplexity(ParityCase reference) {
        VectorQuantizer quantizer = quantizer(reference, reference.arguments().number("beta"), 1);
        NDArray z = reference.differentiable("in.z");
        reference.differentiate(Parameters.trainable(quantizer), () -> {
            Quantised quantised = quantizer.quantise(z, true);
            NDArray tokens = quantised.tokens().flatten();
            return Map.of(
                    "loss", quantised.loss(),
                    "z_q", quantised.codewords(),
                    "indices", tokens.expandDims(1),
                    "encodings", tokens.oneHot(quantizer.size()).toType(DataType.INT64, false),
                    "perplexity", quantizer.perplexity(quantised.tokens()));
        });
    }

    private static VectorQuantizer quantizer(ParityCase reference, double codebook, double commitment) {
        Arguments arguments = reference.arguments();
        return reference.loaded(new GradientVectorQuantizer(
                reference.context(), arguments.integer("n_e"), arguments.integer("e_dim"), codebook, commitment));
    }

    private static void movingAverages(ParityCase reference) {
        double beta = reference.arguments().number("beta");
        EmaVectorQuantizer quantizer = reference.loaded(ema(reference, beta));
        for (String step : steps(reference)) {
            averaged(reference, quantizer, step, true);
        }
        averaged(reference, quantizer, "eval", false);
        EmaVectorQuantizer fresh = ema(reference, beta);
        fresh.startFrom(reference.get("w.embedding.weight"), 0);
        averaged(reference, fresh, "fresh", true);
    }

    private static void averaged(ParityCase reference, EmaVectorQuantizer quantizer, String step, boolean training) {
        String out = "out." + step + ".";
        NDArray z = reference.differentiable("in.z." + step);
        reference.propagate(step + ".", Map.of(), () -> {
            Quantised quantised = quantizer.quantise(z, training);
            reference.check(out + "indices", quantised.tokens().flatten());
            reference.check(out + "loss", quantised.loss());
            reference.check(out + "z_q", quantised.codewords());
            reference.check(out + "perplexity", quantizer.perplexity(quantised.tokens()));
            return quantised.loss().add(quantised.codewords().sum());
        });
        reference.check(out + "grad_in_z", z.getGradient());
        if (training) {
            quantizer.update();
        }
        Map<String, NDArray> state = Parameters.state(quantizer);
        state.forEach((name, array) -> byRow(reference, out + name.substring("embedding.".length()), array));
    }

    /** Pictures have their channels last here, the codebook is transposed, and commitment has no weight. */
    private static void channelsLast(ParityCase reference) {
        EmaVectorQuantizer quantizer = ema(reference, 1);
        Map<String, NDArray> stored = reference.under("w.");
        Weights.copyInto(Parameters.state(quantizer), renamed(stored));
        for (String step : steps(reference)) {
            transposed(reference, quantizer, step);
        }
        EmaVectorQuantizer fresh = ema(reference, 1);
        fresh.startFrom(reference.get("w.embed").transpose(), 0);
        transposed(reference, fresh, "fresh");
    }

    private static void transposed(ParityCase reference, EmaVectorQuantizer quantizer, String step) {
        String out = "out." + step + ".";
        NDArray z = reference.differentiable("in.z." + step);
        reference.propagate(step + ".", Map.of(), () -> {
            Quantised quantised = quantizer.quantise(z.transpose(0, 3, 1, 2), true);
            reference.check(out + "indices", quantised.tokens());
            reference.check(out + "diff", quantised.loss());
            reference.check(out + "quantize", quantised.codewords().transpose(0, 2, 3, 1));
            return quantised.loss().add(quantised.codewords().sum());
        });
        reference.check(out + "grad_in_z", z.getGradient());
        quantizer.update();
        Map<String, NDArray> live = Parameters.state(quantizer);
        Map<String, NDArray> expected = renamed(reference.under(out));
        expected.forEach((name, array) -> {
            String key = name.replace("embedding.", "").replace("weight", "embed");
            rows(reference, out + key, array, Objects.requireNonNull(live.get(name), name));
        });
    }

    /**
     * Our names and layout for rosinality's buffers. No format of users' files: those of VQ-VAE-2 hold two quantisers
     * and a network that the product does not have.
     */
    private static Map<String, NDArray> renamed(Map<String, NDArray> stored) {
        Map<String, NDArray> ours = new LinkedHashMap<>();
        stored.forEach((name, array) -> {
            switch (name) {
                case "embed" -> ours.put("embedding.weight", array.transpose());
                case "embed_avg" -> ours.put("embedding.embed_avg", array.transpose());
                case "cluster_size" -> ours.put("embedding.cluster_size", array);
                default -> {}
            }
        });
        return ours;
    }

    private static EmaVectorQuantizer ema(ParityCase reference, double commitment) {
        Arguments arguments = reference.arguments();
        EmaCodebook settings =
                new EmaCodebook(arguments.number("decay"), arguments.number("eps"), EmaCodebook.Initial.NORMAL, 0);
        return new EmaVectorQuantizer(
                reference.context(), arguments.integer("n_embed"), arguments.integer("e_dim"), commitment, settings);
    }

    private static List<String> steps(ParityCase reference) {
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < reference.arguments().integer("steps"); step++) {
            steps.add(Integer.toString(step));
        }
        return steps;
    }

    private static void byRow(ParityCase reference, String key, NDArray found) {
        rows(reference, key, reference.get(key), found);
    }

    /** A codeword that nobody chose may be huge; each row is measured by its own largest value. */
    private static void rows(ParityCase reference, String key, NDArray expected, NDArray found) {
        if (expected.getShape().dimension() < 2 || !expected.getShape().equals(found.getShape())) {
            reference.comparison().add(key, expected, found);
            return;
        }
        for (long i = 0; i < expected.getShape().get(0); i++) {
            reference.comparison().add(key, expected.get(i), found.get(i));
        }
    }

    private static void gumbel(ParityCase reference) {
        choice(reference, "soft.", false);
        choice(reference, "hard.", true);
    }

    private static void choice(ParityCase reference, String run, boolean hard) {
        Arguments arguments = reference.arguments();
        GumbelQuantizer quantizer = reference.loaded(new GumbelQuantizer(
                reference.context(),
                arguments.integer("num_hiddens"),
                arguments.integer("n_embed"),
                arguments.integer("embedding_dim"),
                arguments.number("kl_weight"),
                arguments.number("temp")));
        NDArray z = reference.leaf("in.z");
        NDArray noise = reference.get("in.gumbel");
        Map<String, NDArray> live = new LinkedHashMap<>(Parameters.trainable(quantizer));
        live.put("in.z", z);
        reference.propagate(run, live, () -> {
            Quantised quantised = hard ? quantizer.choice(z, noise) : quantizer.mixture(z, noise);
            reference.check("out." + run + "indices", quantised.tokens());
            reference.check("out." + run + "z_q", quantised.codewords());
            reference.check("out." + run + "diff", quantised.loss());
            NDArray weighted = quantised.codewords().mul(reference.get("in.cotangent.z_q"));
            return quantised.loss().add(weighted.sum());
        });
    }
}
