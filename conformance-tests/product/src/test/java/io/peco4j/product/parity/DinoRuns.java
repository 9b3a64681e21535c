package io.peco4j.product.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonArray;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dino.DinoCenter;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.dino.DinoLoss;
import io.peco4j.nn.dino.DinoNetwork;
import io.peco4j.nn.dino.TeacherTemperature;
import io.peco4j.nn.image.GaussianBlur;
import io.peco4j.nn.image.Grayscale;
import io.peco4j.nn.image.Solarize;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** DINO's networks, its loss, and what it does to pictures. */
final class DinoRuns {
    static final String DINO = "facebookresearch/dino";

    private DinoRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(DINO, "utils.py: GaussianBlur, Solarization over Pillow 9.4; torchvision RandomGrayscale"),
                DinoRuns::pictures,
                new Kind(DINO, "vision_transformer.py: DINOHead"),
                DinoRuns::heads,
                new Kind(DINO, "main_dino.py: DINOLoss"),
                DinoRuns::loss,
                new Kind(DINO, "utils.py: MultiCropWrapper over vision_transformer.py: VisionTransformer, DINOHead"),
                DinoRuns::crops,
                new Kind(DINO, "vision_transformer.py: VisionTransformer"),
                DinoRuns::transformer,
                new Kind(
                        DINO,
                        "vision_transformer.py: VisionTransformer.interpolate_pos_encoding,"
                                + " forward on other image sizes"),
                DinoRuns::otherSizes);
    }

    /** Of the blur the notes allow two levels, of the rest none. */
    private static void pictures(ParityCase reference) {
        RgbImage image = Pictures.picture(reference.get("in.bytes"));
        double[] radii = reference.arguments().numbers("radii");
        for (int i = 0; i < radii.length; i++) {
            picture(reference, "out.blur" + i, GaussianBlur.blur(image, radii[i]));
        }
        picture(reference, "out.gray", new Grayscale().apply(image, new SplittableRandom(0)));
        RgbImage solarised = new Solarize().apply(image, new SplittableRandom(0));
        picture(reference, "out.solarize", solarised);
        assertThat(Pictures.tensor(reference.manager(), solarised)).isEqualTo(reference.get("out.solarize"));
    }

    private static void picture(ParityCase reference, String key, RgbImage image) {
        reference.check(key, Pictures.tensor(reference.manager(), image));
    }

    /** Runs whose names of weights say what they consist of. */
    private static void heads(ParityCase reference) {
        Arguments arguments = reference.arguments();
        for (String run : List.of("frozen", "free", "bn", "single")) {
            Set<String> names = reference.under("w." + run + ".").keySet();
            boolean single = names.contains("mlp.weight");
            boolean normed = names.contains("mlp.1.running_mean");
            // Whether lengths are trained, no weight says, but which gradients there are.
            boolean fixed = !reference.has("grad." + run + ".last_layer.weight_g");
            DinoHead head = new DinoHead(
                    reference.context(),
                    widths(arguments, arguments.integer("in_dim")),
                    new DinoHead.Form(single ? 1 : arguments.integer("nlayers"), normed, fixed));
            reference.loaded(run + ".", head);
            Map<String, NDArray> live = new LinkedHashMap<>(Parameters.state(head));
            NDArray x = reference.leaf("in." + run + ".x");
            live.put("in.x", x);
            reference.differentiate(run + ".", live, () -> Map.of("y", head.forward(x, normed)));
            reference.check(
                    "out." + run + ".trainable",
                    reference
                            .manager()
                            .create(Parameters.state(head).keySet().stream()
                                    .filter(name -> !name.contains("running_") && !name.contains("num_batches"))
                                    .mapToLong(
                                            name -> Parameters.trainable(head).containsKey(name) ? 1 : 0)
                                    .toArray()));
            reference
                    .under("out.state." + run + ".")
                    .keySet()
                    .forEach(name -> reference.check("out.state." + run + "." + name, named(live, name)));
        }
    }

    private static DinoHead.Widths widths(Arguments arguments, int in) {
        return new DinoHead.Widths(
                in, arguments.integer("hidden_dim"), arguments.integer("bottleneck_dim"), arguments.integer("out_dim"));
    }

    /** Calls of one loss in a row; the centre is carried on. */
    private static void loss(ParityCase reference) {
        Arguments arguments = reference.arguments();
        DinoLoss loss = new DinoLoss(arguments.number("student_temp"));
        DinoCenter center =
                new DinoCenter(reference.manager(), arguments.integer("out_dim"), arguments.number("center_momentum"));
        TeacherTemperature temperature = new TeacherTemperature(
                arguments.number("warmup_teacher_temp"),
                arguments.number("teacher_temp"),
                arguments.integer("warmup_teacher_temp_epochs"));
        int[] epochs = arguments.integers("epochs");
        for (int call = 0; call < epochs.length; call++) {
            String run = call + ".";
            double divisor = temperature.at(epochs[call]);
            NDArray student = reference.leaf("in." + run + "student");
            NDArray teacher = reference.get("in." + run + "teacher");
            reference.differentiate(
                    run,
                    Map.of("in.student", student),
                    () -> Map.of(
                            "loss",
                            loss.of(student, teacher, center.value(), divisor).value()));
            center.gather(teacher, call);
            center.move();
            reference.check("out." + run + "center", center.value());
        }
        reference.check(
                "out.teacher_temp_schedule",
                reference
                        .manager()
                        .create(IntStream.range(0, arguments.integer("nepochs"))
                                .mapToDouble(temperature::at)
                                .toArray()));
    }

    private static void crops(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitConfig config = config(arguments, reference.under("w.backbone.").keySet());
        VisionTransformer encoder = new VisionTransformer(reference.context(), config);
        DinoNetwork network = new DinoNetwork(
                encoder,
                new DinoHead(
                        reference.context(), widths(arguments, config.block().width()), true));
        loadEncoder(reference, encoder);
        Weights.copyInto(network.state(), reference.weights());
        List<NDArray> all = IntStream.range(0, 2 + arguments.integer("local_crops"))
                .mapToObj(crop -> reference.differentiable("in.crop" + crop))
                .toList();
        reference.differentiate(network.state(), () -> Map.of("all", network.outputs(all, reference.training())));
        reference.check("out.global", network.outputs(all.subList(0, DinoLoss.TEACHER_VIEWS), false));
        reference.check("out.one", network.outputs(all.subList(0, 1), false));
        // The order is in the notes.
        reference.check("out.mixed", network.outputs(List.of(all.get(2), all.get(0), all.get(3)), false));
    }

    /** What a user takes from such a file: the encoder, recognised by its names, without the head. */
    private static void loadEncoder(ParityCase reference, VisionTransformer encoder) {
        // Not closed: that would close the case's file.
        Checkpoint checkpoint = Checkpoint.of(reference.weights());
        assertThat(checkpoint.format().id() + " " + checkpoint.prefix()).isEqualTo("dino backbone.");
        assertThat(checkpoint.loadInto(encoder.state())).allMatch(note -> note.contains("left out head"));
        encoder.state()
                .forEach((name, array) -> assertThat(array).as(name).isEqualTo(reference.get("w.backbone." + name)));
    }

    private static void transformer(ParityCase reference) {
        VisionTransformer encoder = encoder(reference);
        reference.load(encoder.state(), "timm");
        NDArray image = reference.differentiable("in.image");
        List<Integer> layers = IntStream.rangeClosed(1, encoder.depth()).boxed().toList();
        List<NDArray> blocks = encoder.features(image, layers, Masking.none(), false);
        for (int i = 0; i < blocks.size(); i++) {
            reference.check("out.intermediate" + i, encoder.normalised(blocks.get(i)));
        }
        reference.check("out.last_attention", encoder.attention(image, encoder.depth()));
        reference.differentiate(encoder.state(), () -> Map.of("features", features(encoder, image)));
    }

    /** What a stride leaves over of a picture, our encoders do not take. */
    private static void otherSizes(ParityCase reference) {
        JsonArray sizes = reference.arguments().get("sizes").getAsJsonArray();
        for (int run = 0; run < sizes.size(); run++) {
            VisionTransformer encoder = encoder(reference);
            reference.load(encoder.state(), "timm");
            VitConfig own = encoder.config();
            int height = sizes.get(run).getAsJsonArray().get(0).getAsInt() / own.patch() * own.patch();
            int width = sizes.get(run).getAsJsonArray().get(1).getAsInt() / own.patch() * own.patch();
            NDArray image = reference.leaf("in." + run + ".image");
            Map<String, NDArray> live = new LinkedHashMap<>(encoder.state());
            live.put("in.image", image);
            NDIndex whole = new NDIndex(":, :, :" + height + ", :" + width);
            NDArray positions = named(encoder.state(), "pos_embed");
            reference.check(
                    "out." + run + ".pos_encoding",
                    PositionGrid.resizeAsDino(
                            positions,
                            positions,
                            own.leadingTokens(),
                            own.grid(),
                            PictureSize.of(image.get(whole)).grid(own.patch())));
            reference.differentiate(run + ".", live, () -> Map.of("features", features(encoder, image.get(whole))));
        }
    }

    private static VisionTransformer encoder(ParityCase reference) {
        return new VisionTransformer(
                reference.context(),
                config(reference.arguments(), reference.under("w.").keySet()));
    }

    static VitConfig config(Arguments arguments, Set<String> names) {
        return VitParts.config(arguments, names, Positions.LEARNED_DINO, Start.TIMM);
    }

    private static NDArray features(VisionTransformer encoder, NDArray images) {
        return encoder.encode(images, Masking.none(), false).get(new NDIndex(":, 0"));
    }

    private static NDArray named(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
