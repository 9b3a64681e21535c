package io.peco4j.product.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.moco.ContrastiveLoss;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.pretraining.moco.MocoV3Framework;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** MoCo v3: its transformer, the contrast, and a whole step of the framework. */
final class MocoRuns {
    private static final String MOCO = "facebookresearch/moco-v3";

    private MocoRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(MOCO, "vits.py: VisionTransformerMoCo"),
                MocoRuns::transformer,
                new Kind(MOCO, "moco/builder.py: MoCo.contrastive_loss"),
                MocoRuns::contrastiveLoss,
                new Kind(MOCO, "moco/builder.py: MoCo_ViT.forward"),
                MocoRuns::step);
    }

    private static void transformer(ParityCase reference) {
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(reference.arguments(), names, Positions.SIN_COS_MOCO, Start.MOCO_V3);
        VitClassifier model = VitParts.classifier(
                reference, config, names, reference.arguments().integer("num_classes"));
        reference.load(model.state(), "timm");
        NDArray image = reference.differentiable("in.x");
        reference.check("out.tokens", model.encoder().encode(image, Masking.none(), false));
        VitParts.check(reference, model, model.state(), image, "block");
    }

    private static void contrastiveLoss(ParityCase reference) {
        ContrastiveLoss loss = new ContrastiveLoss(reference.arguments().number("T"));
        NDArray queries = reference.differentiable("in.q");
        NDArray keys = reference.get("in.k");
        reference.differentiate(
                Map.of(), () -> Map.of("loss", loss.of(queries, keys).value()));
    }

    /** The reference moves the momentum branch first; here that is the end of the step before. */
    private static void step(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Map<String, NDArray> weights = reference.under("w.base_encoder.");
        VitConfig config = VitParts.config(arguments, weights.keySet(), Positions.SIN_COS_MOCO, Start.MOCO_V3);
        int size = arguments.integer("batch");
        // The step is taken without an optimiser, so rates matter as little as the strength of colours.
        Recipe recipe = Recipe.adamW(1e-3).withEpochs(1).withBatch(size);
        MocoV3Framework.Options options = new MocoV3Framework.Options(
                arguments.integer("mlp_dim"),
                arguments.integer("dim"),
                arguments.number("m"),
                arguments.number("T"),
                0.08,
                false,
                recipe);
        VisionTransformer encoder = new VisionTransformer(reference.context(), config);
        Learner learner = new MocoV3Framework(options, encoder, reference.context())
                .learner()
                .orElseThrow();
        loadEncoder(reference, encoder);
        Map<String, NDArray> live = new LinkedHashMap<>();
        learner.state().forEach((name, array) -> live.put(upstream(name), array));
        Weights.copyInto(live, reference.weights());

        learner.afterStep(new Step(0, 2, 0, new SplittableRandom(1)));
        reference
                .under("out.momentum.")
                .keySet()
                .forEach(name -> reference.check("out.momentum." + name, named(live, name)));
        Batch views = new GivenBatch(
                size, reference.manager(), Map.of("view1", reference.get("in.x1"), "view2", reference.get("in.x2")));
        Objective objective = learner.objectives().get(0);
        reference.differentiate(
                live,
                () -> Map.of(
                        "loss",
                        objective
                                .loss(views, new Step(1, 2, 0, new SplittableRandom(1)))
                                .value()));
        reference.under("out.state.").keySet().forEach(name -> reference.check("out.state." + name, named(live, name)));
    }

    /** What a user takes from such a file: the encoder, recognised by its names, and the same as by plain copying. */
    private static void loadEncoder(ParityCase reference, VisionTransformer encoder) {
        // Not closed: that would close the case's file.
        Checkpoint checkpoint = Checkpoint.of(reference.weights());
        assertThat(checkpoint.format().id() + " " + checkpoint.prefix()).isEqualTo("moco-v3 base_encoder.");
        assertThat(checkpoint.loadInto(encoder.state()))
                .as("what is left out: the momentum branch and the predictor, and the projector as a head")
                .allMatch(note -> note.contains("left out") || note.contains("head"));
        encoder.state()
                .forEach((name, array) -> assertThat(array.toFloatArray())
                        .as(name)
                        .isEqualTo(reference.get("w.base_encoder." + name).toFloatArray()));
    }

    /**
     * The original's name of a tensor of our framework: projectors are heads of the encoders there. No user's file goes
     * through this: from MoCo's files users take encoders, and the state of a training of ours has our names.
     */
    private static String upstream(String name) {
        if (name.startsWith("predictor.")) {
            return name;
        }
        String renamed = name.startsWith("momentum.") ? "momentum_" + name.substring(9) : "base_" + name;
        return renamed.replace("_projector.", "_encoder.head.");
    }

    private static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
