package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.BalancedSampler;
import io.peco4j.nn.detection.BoxPredictions;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.Detections;
import io.peco4j.nn.detection.GroundTruth;
import io.peco4j.nn.detection.NonMaximumSuppression;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.Proposals;
import io.peco4j.nn.detection.RegionProposalNetwork;
import io.peco4j.nn.detection.RoiHeads;
import io.peco4j.nn.detection.RoiLosses;
import io.peco4j.nn.detection.RoiSettings;
import io.peco4j.nn.detection.RoiShape;
import io.peco4j.nn.detection.RpnLosses;
import io.peco4j.nn.detection.RpnPredictions;
import io.peco4j.nn.detection.RpnSettings;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The two stages of a detector, proposals and heads, with their losses. */
final class DetectorRuns {
    /** Keeps every anchor and proposal that is an object or background. */
    private static final BalancedSampler EVERYTHING = new BalancedSampler(1 << 24, 0.5);

    private DetectorRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                BoxRuns.kind("torchvision/models/detection/rpn.py: RegionProposalNetwork"),
                DetectorRuns::proposals,
                BoxRuns.kind("torchvision/models/detection/roi_heads.py: RoIHeads"),
                DetectorRuns::heads);
    }

    private static void proposals(ParityCase reference) {
        Arguments arguments = reference.arguments();
        PixelSize image = BoxRuns.size(arguments, "image");
        RpnSettings.Counts counts = new RpnSettings.Counts(arguments.integer("pre_nms"), arguments.integer("post_nms"));
        RegionProposalNetwork network = new RegionProposalNetwork(
                reference.context(),
                arguments.integer("channels"),
                AnchorGenerator.pyramid(arguments.numbers("sizes")),
                RpnSettings.standard(counts, counts)
                        .withSuppression(new NonMaximumSuppression((float) arguments.number("nms_thresh")))
                        .withSampler(EVERYTHING));
        Map<String, NDArray> live = Parameters.state(network);
        Weights.copyInto(live, reference.weights());
        List<NDArray> maps = List.copyOf(reference.under("in.feature.").values());
        List<Boxes> truth =
                reference.under("in.gt.").values().stream().map(Boxes::of).toList();
        RpnPredictions predictions = network.predict(maps);
        for (int level = 0; level < maps.size(); level++) {
            reference.check("out.objectness." + level, predictions.objectness().get(level));
            reference.check("out.deltas." + level, predictions.offsets().get(level));
        }
        List<Proposals> found = network.propose(predictions, image, Collections.nCopies(truth.size(), image), false);
        List<int[]> labels = network.labels(predictions, image, truth);
        for (int i = 0; i < truth.size(); i++) {
            reference.check("out.proposals." + i, found.get(i).boxes().toArray(reference.manager()));
            reference.check(
                    "out.scores." + i, reference.manager().create(found.get(i).scores()));
            reference.check("out.labels." + i, BoxRuns.integers(reference, labels.get(i)));
        }
        reference.differentiate(live, () -> {
            RpnLosses losses = network.losses(network.predict(maps), image, truth, new SplittableRandom(1));
            return Map.of(
                    "loss_objectness",
                    losses.objectness(),
                    "loss_rpn_box_reg",
                    losses.boxes(),
                    "loss",
                    losses.objectness().add(losses.boxes()));
        });
    }

    /** Sizes of the heads as their stored weights have them. */
    static RoiShape shape(ParityCase reference, String prefix, int channels, int maskSide, int samples) {
        long bins = reference.get(prefix + "box_head.fc6.weight").getShape().get(1) / channels;
        List<Integer> widths = new ArrayList<>();
        for (int layer = 0; reference.has(prefix + "mask_head." + layer + ".0.bias"); layer++) {
            widths.add((int)
                    reference.get(prefix + "mask_head." + layer + ".0.bias").size());
        }
        return new RoiShape(
                channels,
                (int) reference.get(prefix + "box_predictor.cls_score.bias").size(),
                (int) Math.round(Math.sqrt(bins)),
                (int) reference.get(prefix + "box_head.fc6.bias").size(),
                maskSide,
                widths,
                (int) reference.get(prefix + "mask_predictor.conv5_mask.bias").size(),
                samples,
                false);
    }

    /** How detections are chosen, as the notes say; of the rest they say that it is the original's default. */
    static RoiSettings settings(Notes notes) {
        RoiSettings usual = RoiSettings.STANDARD;
        return new RoiSettings(
                usual.matcher(),
                usual.sampler(),
                usual.coder(),
                usual.bend(),
                (float) notes.number("score threshold (\\d+\\.\\d+)"),
                usual.smallestSide(),
                new NonMaximumSuppression((float) notes.number("score threshold [\\d.]+, NMS (\\d+\\.\\d+)")),
                notes.integer("at most (\\d+) detections"));
    }

    private static void heads(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Notes notes = reference.notes();
        int maskSide = notes.integer("(\\d+)x\\d+ mask pooling");
        int samples = notes.integer("sampling ratio (\\d+)");
        RoiHeads heads = new RoiHeads(
                reference.context(),
                shape(reference, "w.", arguments.integer("channels"), maskSide, samples),
                settings(notes).withSampler(EVERYTHING));
        Map<String, NDArray> live = Parameters.state(heads);
        Weights.copyInto(live, reference.weights());
        List<NDArray> maps = List.copyOf(reference.under("in.feature.").values());
        List<Boxes> proposals = reference.under("in.proposals.").values().stream()
                .map(Boxes::of)
                .toList();
        List<PixelSize> images = Collections.nCopies(proposals.size(), BoxRuns.size(arguments, "image"));
        BoxPredictions predictions = heads.classify(maps, proposals, images);
        reference.check("out.class_logits", predictions.logits());
        reference.check("out.box_regression", predictions.offsets());
        List<Detections> detections = heads.detect(maps, proposals, images);
        List<NDArray> masks = heads.masks(maps, detections, images);
        List<GroundTruth> truth = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            check(reference, i, detections.get(i));
            reference.check("out.masks." + i, masks.get(i));
            truth.add(new GroundTruth(
                    Boxes.of(reference.get("in.gt_boxes." + i)),
                    BoxRuns.integers(reference.get("in.gt_labels." + i)),
                    reference.get("in.gt_masks." + i)));
        }
        reference.differentiate(live, () -> {
            RoiLosses losses = heads.losses(maps, proposals, truth, images, new SplittableRandom(1));
            return Map.of(
                    "loss_classifier",
                    losses.classes(),
                    "loss_box_reg",
                    losses.boxes(),
                    "loss_mask",
                    losses.masks(),
                    "loss",
                    losses.classes().add(losses.boxes()).add(losses.masks()));
        });
    }

    static void check(ParityCase reference, int image, Detections found) {
        reference.check("out.boxes." + image, found.boxes().toArray(reference.manager()));
        reference.check("out.labels." + image, BoxRuns.integers(reference, found.labels()));
        reference.check("out.scores." + image, reference.manager().create(found.scores()));
    }
}
