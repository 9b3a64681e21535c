package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.gan.AdversarialOnset;
import io.peco4j.nn.gan.DiscriminatorLoss;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.GeneratorLoss;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.gan.VqGanLoss;
import io.peco4j.nn.gan.VqGanSettings;
import io.peco4j.nn.perceptual.Lpips;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Discriminators, adversarial losses, and the perceptual distance beside them. */
final class GanRuns {
    private static final String REPOSITORY = "CompVis/taming-transformers";
    private static final String LOSSES = "taming/modules/losses/vqperceptual.py: ";

    /** The catalogue does not say the factor, its first step and the steps: two before it, and two from it on. */
    private static final AdversarialOnset ONSET = new AdversarialOnset(0.8, 2);

    private static final int STEPS = 4;

    private GanRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("taming/modules/discriminator/model.py: NLayerDiscriminator"),
                GanRuns::discriminator,
                kind(LOSSES + "hinge_d_loss, vanilla_d_loss, adopt_weight"),
                GanRuns::losses,
                kind(LOSSES + "VQLPIPSWithDiscriminator.forward / calculate_adaptive_weight"),
                GanRuns::whole,
                kind("taming/modules/losses/lpips.py: LPIPS, ScalingLayer, normalize_tensor"),
                GanRuns::lpips);
    }

    private static Kind kind(String symbol) {
        return new Kind(REPOSITORY, symbol);
    }

    /** The kind of norm shows in the stored names. */
    private static void discriminator(ParityCase reference) {
        Arguments arguments = reference.arguments();
        boolean activation = reference.under("w.").keySet().stream().anyMatch(name -> name.endsWith(".loc"));
        DiscriminatorShape shape = new DiscriminatorShape(
                arguments.integer("ndf"),
                arguments.integer("n_layers"),
                activation ? DiscriminatorShape.Norm.ACTIVATION : DiscriminatorShape.Norm.BATCH);
        PatchDiscriminator network = reference.loaded(new PatchDiscriminator(reference.context(), shape));
        NDArray x = reference.differentiable("in.x");
        if (reference.has("in.cotangent.logits")) {
            reference.differentiate(
                    Parameters.trainable(network), () -> Map.of("logits", network.forward(x, reference.training())));
        } else {
            reference.check("out.logits", network.forward(x, reference.training()));
        }
        reference.checkState(network);
        if (reference.has("in.x_second")) {
            reference.check("out.logits_second", network.forward(reference.get("in.x_second"), reference.training()));
        }
    }

    private static void losses(ParityCase reference) {
        for (DiscriminatorLoss loss : DiscriminatorLoss.values()) {
            String name = loss.name().toLowerCase(Locale.ROOT);
            NDArray real = reference.leaf("in.logits_real");
            NDArray fake = reference.leaf("in.logits_fake");
            reference.propagate(name + ".", Map.of("in.logits_real", real, "in.logits_fake", fake), () -> {
                NDArray result = loss.of(real, fake);
                reference.check("out." + name, result);
                return result;
            });
        }
        reference.check("out.generator", GeneratorLoss.MEAN_LOGIT.of(reference.get("in.logits_fake")));
        float[] found = new float[STEPS];
        for (int i = 0; i < found.length; i++) {
            found[i] = (float) ONSET.at(i);
        }
        reference.check("out.adopt_weight", reference.manager().create(found));
    }

    private static void lpips(ParityCase reference) {
        Lpips lpips = reference.loaded(new Lpips(reference.context(), vgg(reference)));
        NDArray input = reference.differentiable("in.input");
        NDArray target = reference.differentiable("in.target");
        reference.check("out.scaled_input", lpips.scaled(input));
        List<NDArray> maps = lpips.features(input);
        List<NDArray> terms = lpips.terms(input, target);
        for (int i = 0; i < maps.size(); i++) {
            reference.check("out.relu" + i, maps.get(i));
            reference.check("out.layer" + i, terms.get(i));
        }
        reference.differentiate(
                Parameters.trainable(lpips), () -> Map.of("value", lpips.forward(List.of(input, target), false)));
    }

    private static VggShape vgg(ParityCase reference) {
        return VggShape.vgg16(
                Arrays.stream(reference.arguments().integers("widths")).boxed().toList(), false);
    }

    /** A decoder of one convolution, and the losses around it. */
    private record Setting(ParityCase reference, Conv2d decoder, PatchDiscriminator discriminator, VqGanLoss loss) {
        static Setting of(ParityCase reference) {
            Arguments arguments = reference.arguments();
            int[] size = Arrays.stream(
                            reference.get("w.decoder.weight").getShape().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            Conv2d decoder = reference.loaded("decoder.", Conv2d.same(reference.context(), size[1], size[0], size[2]));
            PatchDiscriminator discriminator = reference.loaded(
                    "discriminator.",
                    new PatchDiscriminator(
                            reference.context(),
                            new DiscriminatorShape(
                                    arguments.integer("disc_ndf"),
                                    arguments.integer("disc_num_layers"),
                                    DiscriminatorShape.Norm.BATCH)));
            Lpips lpips = reference.loaded("perceptual_loss.", new Lpips(reference.context(), vgg(reference)));
            Parameters.freeze(lpips);
            VqGanSettings settings = new VqGanSettings(
                    arguments.number("codebook_weight"),
                    arguments.number("perceptual_weight"),
                    arguments.number("disc_weight"),
                    new AdversarialOnset(arguments.number("disc_factor"), arguments.integer("disc_start")),
                    DiscriminatorLoss.valueOf(arguments.text("disc_loss").toUpperCase(Locale.ROOT)));
            return new Setting(reference, decoder, discriminator, new VqGanLoss(settings, lpips, discriminator));
        }

        Map<String, NDArray> live() {
            Map<String, NDArray> live =
                    new LinkedHashMap<>(Parameters.prefixed("decoder", Parameters.trainable(decoder)));
            live.putAll(Parameters.prefixed("discriminator", Parameters.trainable(discriminator)));
            return live;
        }

        NDArray reconstructions() {
            return decoder.forward(reference.get("in.h"), true);
        }
    }

    private static void whole(ParityCase reference) {
        int step = reference.arguments().integer("step");
        autoencoder(reference, "ae.", step);
        autoencoder(reference, "early.", reference.arguments().integer("disc_start") - 1);
        Setting setting = Setting.of(reference);
        reference.propagate("disc.", setting.live(), () -> {
            NDArray reconstructions = setting.reconstructions();
            reference.check("out.reconstructions", reconstructions);
            VqGanLoss.Discriminator parts =
                    setting.loss().ofDiscriminator(reference.get("in.inputs"), reconstructions, step);
            reference.check("out.disc.loss", parts.total());
            reference.check("out.disc.disc_loss", parts.total());
            reference.check("out.disc.logits_real", parts.real());
            reference.check("out.disc.logits_fake", parts.fake());
            return parts.total();
        });
    }

    private static void autoencoder(ParityCase reference, String run, int step) {
        Setting setting = Setting.of(reference);
        Arguments arguments = reference.arguments();
        NDArray codebook = reference.get("in.codebook_loss");
        reference.propagate(run, setting.live(), () -> {
            VqGanLoss.Autoencoder parts = setting.loss()
                    .ofAutoencoder(
                            reference.get("in.inputs"),
                            setting.reconstructions(),
                            codebook,
                            setting.decoder().weight(),
                            step);
            AdversarialOnset onset =
                    new AdversarialOnset(arguments.number("disc_factor"), arguments.integer("disc_start"));
            reference.check("out." + run + "disc_factor", onset.at(step));
            reference.check("out." + run + "quant_loss", parts.codebook());
            reference.check("out." + run + "loss", parts.total());
            reference.check("out." + run + "total_loss", parts.total());
            reference.check("out." + run + "nll_loss", parts.reconstruction());
            reference.check("out." + run + "rec_loss", parts.reconstruction());
            reference.check("out." + run + "p_loss", parts.perceptual());
            reference.check("out." + run + "g_loss", parts.adversarial());
            reference.check("out." + run + "d_weight", parts.adaptive());
            return parts.total();
        });
    }
}
