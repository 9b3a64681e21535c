package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import com.google.gson.JsonElement;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.BalancedSampler;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.DetectionTransform;
import io.peco4j.nn.detection.Detections;
import io.peco4j.nn.detection.GroundTruth;
import io.peco4j.nn.detection.MaskPaste;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.Proposals;
import io.peco4j.nn.detection.PyramidBackbone;
import io.peco4j.nn.detection.RpnSettings;
import io.peco4j.nn.detection.VitMaps;
import io.peco4j.nn.transformer.TableResize;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Unnormed;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;

/** The detector on BEiT: the transformer's maps with a feature pyramid, and Mask R-CNN on them. */
final class BeitDetectorRuns {
    private static final String ENCODER = "bottom_up.backbone.";

    private BeitDetectorRuns() {}

    static Map<Kind, CaseRun> runs() {
        String beit = "dit/object_detection/ditod/beit.py: BEiT";
        return Map.of(
                new Kind("microsoft/unilm", beit),
                BeitDetectorRuns::pyramid,
                new Kind("microsoft/unilm", beit + " + detectron2 FPN as the backbone of torchvision MaskRCNN"),
                BeitDetectorRuns::detector);
    }

    /** The reference counts blocks from 0. */
    private static List<Integer> layers(Arguments arguments) {
        return Arrays.stream(arguments.integers("layers"))
                .map(layer -> layer + 1)
                .boxed()
                .toList();
    }

    /** The patch is that of the stored embedding. */
    private static VisionTransformer encoder(ParityCase reference, String prefix) {
        VitConfig config = VitParts.config(
                reference.arguments(), reference.under("w." + prefix).keySet());
        NDArray patches = reference.get("w." + prefix + "patch_embed.proj.weight");
        return new VisionTransformer(
                reference.context(),
                new VitConfig(
                        config.image(),
                        Math.toIntExact(patches.getShape().get(3)),
                        config.stack(),
                        false,
                        config.positions(),
                        config.relativeBias(),
                        config.start(),
                        false,
                        Normalisation.NONE,
                        TableResize.BICUBIC));
    }

    /** Two runs: relative and absolute positions, on pictures of another size than the encoder's. */
    private static void pyramid(ParityCase reference) {
        Arguments arguments = reference.arguments();
        for (JsonElement kind : arguments.get("pos").getAsJsonArray()) {
            String run = kind.getAsString();
            VisionTransformer encoder = encoder(reference, run + "." + ENCODER);
            VitMaps maps = new VitMaps(reference.context(), encoder, layers(arguments));
            PyramidBackbone backbone =
                    new PyramidBackbone(reference.context(), maps, arguments.integer("out_channels"));
            Map<String, NDArray> live = named(encoder, backbone, "body.", "", "fpn.");
            Weights.copyInto(live, reference.weights(run + "."));
            NDArray image = reference.differentiable("in." + run + ".image");
            live.put("in.image", image);
            List<NDArray> scales = maps.maps(image, false);
            for (int i = 0; i < scales.size(); i++) {
                reference.check("out." + run + ".layer" + i, scales.get(i));
            }
            reference.differentiate(run + ".", live, () -> {
                List<NDArray> levels = backbone.forward(image, false);
                Map<String, NDArray> results = new LinkedHashMap<>();
                for (int level = 0; level < levels.size(); level++) {
                    results.put("p" + (level + 2), levels.get(level));
                }
                return results;
            });
        }
    }

    /** Live tensors by the reference's names: laterals and outputs of the pyramid are numbered by their strides. */
    private static Map<String, NDArray> named(
            VisionTransformer encoder, Block network, String body, String theirs, String pyramid) {
        Map<String, NDArray> live = new LinkedHashMap<>();
        new Unnormed(encoder).state().forEach((name, tensor) -> live.put(theirs + ENCODER + name, tensor));
        Parameters.state(network).forEach((name, tensor) -> {
            if (name.startsWith(body)) {
                live.put(theirs + ENCODER + name.substring(body.length()), tensor);
            } else if (name.startsWith(pyramid)) {
                String[] parts = name.substring(pyramid.length()).split("\\.", -1);
                String kind = parts[0].equals("inner_blocks") ? "fpn_lateral" : "fpn_output";
                live.put(theirs + kind + (Integer.parseInt(parts[1]) + 2) + "." + parts[3], tensor);
            } else {
                live.put(name, tensor);
            }
        });
        return live;
    }

    private static void detector(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Notes notes = reference.notes();
        int side = arguments.integer("img_size");
        String prefix = "backbone.fpn.";
        VisionTransformer encoder = encoder(reference, prefix + ENCODER);
        VitMaps maps = new VitMaps(reference.context(), encoder, layers(arguments));
        int channels = arguments.integer("out_channels");
        BalancedSampler everything =
                new BalancedSampler(notes.integer("batch size (\\d+)"), notes.number("positive fraction (\\d+)"));
        MaskRcnn network = new MaskRcnn(
                reference.context(),
                new DetectionTransform(
                        side, side, side, colour(notes, "x - ([\\d.]+)"), colour(notes, "/([\\d.]+)\\)")),
                new PyramidBackbone(reference.context(), maps, channels),
                AnchorGenerator.pyramid(arguments.numbers("anchors")),
                RpnSettings.standard(
                                counts(notes, "at most (\\d+) proposals before and (\\d+) after NMS"),
                                counts(notes, "Inference: (\\d+)/(\\d+) proposals"))
                        .withSampler(everything),
                DetectorRuns.shape(
                        reference,
                        "w.roi_heads.",
                        channels,
                        notes.integer("masks (\\d+)x\\d+"),
                        notes.integer("sampling ratio (\\d+)")),
                DetectorRuns.settings(notes).withSampler(everything));
        Map<String, NDArray> live = named(encoder, network, "backbone.body.", prefix, "backbone.fpn.");
        Weights.copyInto(live, reference.weights());
        List<NDArray> images = new ArrayList<>();
        List<GroundTruth> truth = new ArrayList<>();
        for (int i = 0; reference.has("in." + i + ".image"); i++) {
            images.add(reference.get("in." + i + ".image"));
            truth.add(new GroundTruth(
                    Boxes.of(reference.get("in." + i + ".boxes")),
                    BoxRuns.integers(reference.get("in." + i + ".labels")),
                    reference.get("in." + i + ".masks")));
        }
        List<Proposals> proposals = network.propose(images, true);
        List<MaskRcnn.Found> found = network.detect(images);
        for (int i = 0; i < images.size(); i++) {
            Detections objects = found.get(i).objects();
            reference.check("out." + i + ".proposals", proposals.get(i).boxes().toArray(reference.manager()));
            reference.check("out." + i + ".eval.boxes", objects.boxes().toArray(reference.manager()));
            reference.check("out." + i + ".eval.labels", BoxRuns.integers(reference, objects.labels()));
            reference.check("out." + i + ".eval.scores", reference.manager().create(objects.scores()));
            reference.check(
                    "out." + i + ".eval.masks",
                    MaskPaste.paste(
                            Objects.requireNonNull(found.get(i).masks()), objects.boxes(), new PixelSize(side, side)));
        }
        reference.differentiate(live, () -> {
            // The notes: batch norm uses its running statistics throughout.
            MaskRcnn.Losses losses = network.losses(images, truth, new SplittableRandom(1), false);
            return Map.of(
                    "loss_objectness", losses.proposals().objectness(),
                    "loss_rpn_box_reg", losses.proposals().boxes(),
                    "loss_classifier", losses.detections().classes(),
                    "loss_box_reg", losses.detections().boxes(),
                    "loss_mask", losses.detections().masks(),
                    "loss", losses.total());
        });
    }

    private static float[] colour(Notes notes, String pattern) {
        float value = (float) notes.number(pattern);
        return new float[] {value, value, value};
    }

    private static RpnSettings.Counts counts(Notes notes, String pattern) {
        MatchResult numbers = notes.find(pattern);
        return new RpnSettings.Counts(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    }
}
