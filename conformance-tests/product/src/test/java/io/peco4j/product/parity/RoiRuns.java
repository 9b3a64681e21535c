package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.FeaturePyramid;
import io.peco4j.nn.detection.MaskPaste;
import io.peco4j.nn.detection.MaskTargets;
import io.peco4j.nn.detection.MultiScaleRoiAlign;
import io.peco4j.nn.detection.ObjectMasks;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.RoiAlign;
import io.peco4j.nn.detection.RoiHeads;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Feature pyramid, RoI align, and masks in boxes. */
final class RoiRuns {
    private RoiRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                BoxRuns.kind("torchvision/ops/feature_pyramid_network.py: FeaturePyramidNetwork, LastLevelMaxPool"),
                RoiRuns::pyramid,
                BoxRuns.kind("torchvision/ops/roi_align.py: roi_align"),
                RoiRuns::align,
                BoxRuns.kind("torchvision/ops/poolers.py: MultiScaleRoIAlign, LevelMapper"),
                RoiRuns::multiScale,
                BoxRuns.kind("torchvision/models/detection/roi_heads.py: paste_masks_in_image, maskrcnn_inference, "
                        + "project_masks_on_boxes"),
                RoiRuns::masks);
    }

    private static void pyramid(ParityCase reference) {
        List<Integer> channels = Arrays.stream(reference.arguments().integers("channels"))
                .boxed()
                .toList();
        FeaturePyramid pyramid = new FeaturePyramid(
                reference.context(), channels, reference.arguments().integer("out"), reference.has("out.pool"));
        Map<String, NDArray> live = Parameters.state(pyramid);
        Weights.copyInto(live, reference.weights());
        List<NDArray> maps = new ArrayList<>();
        for (int level = 0; level < channels.size(); level++) {
            maps.add(reference.differentiable("in.f" + level));
        }
        reference.differentiate(live, () -> {
            List<NDArray> results = pyramid.forward(maps);
            Map<String, NDArray> named = new LinkedHashMap<>();
            for (int level = 0; level < results.size(); level++) {
                named.put(level < maps.size() ? "f" + level : "pool", results.get(level));
            }
            return named;
        });
    }

    /** Results are named by alignment, size and samples: {@code aligned_7x7_s2}. */
    private static void align(ParityCase reference) {
        float[] rois = reference.get("in.rois").toFloatArray();
        int count = rois.length / 5;
        float[] corners = new float[4 * count];
        int[] images = new int[count];
        for (int roi = 0; roi < count; roi++) {
            images[roi] = (int) rois[5 * roi];
            System.arraycopy(rois, 5 * roi + 1, corners, 4 * roi, 4);
        }
        float scale = (float) reference.arguments().number("scale");
        Map<String, NDArray> maps = new LinkedHashMap<>();
        reference.under("out.").keySet().forEach(name -> {
            NDArray features = reference.get("in.features").duplicate();
            features.setRequiresGradient(true);
            maps.put(name + ".in.features", features);
        });
        reference.differentiate(maps, () -> {
            Map<String, NDArray> pooled = new LinkedHashMap<>();
            reference.under("out.").keySet().forEach(name -> {
                String[] parts = name.split("_s|_|x");
                RoiAlign align = new RoiAlign(
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]),
                        parts[0].equals("aligned"));
                NDArray features = Objects.requireNonNull(maps.get(name + ".in.features"));
                pooled.put(name, align.pool(features, Boxes.of(corners), images, scale));
            });
            return pooled;
        });
    }

    private static void multiScale(ParityCase reference) {
        Arguments arguments = reference.arguments();
        List<NDArray> maps = List.copyOf(reference.under("in.feature.").values());
        List<Boxes> boxes =
                reference.under("in.boxes.").values().stream().map(Boxes::of).toList();
        List<PixelSize> images = Collections.nCopies(boxes.size(), BoxRuns.size(arguments, "image"));
        MultiScaleRoiAlign align = new MultiScaleRoiAlign(
                arguments.integer("out"),
                arguments.integer("sampling"),
                false,
                reference.notes().integer("canonical_scale = (\\d+)"));
        float[] scales = align.scales(maps, images);
        reference.check("out.scales", reference.manager().create(scales));
        reference.check("out.levels", BoxRuns.integers(reference, align.levels(Boxes.concatenated(boxes), scales)));
        reference.check("out.pooled", align.pool(maps, boxes, images));
    }

    private static void masks(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int side = arguments.integer("m");
        PixelSize image = new PixelSize(arguments.integer("h"), arguments.integer("w"));
        Boxes boxes = Boxes.of(reference.get("in.boxes"));
        NDArray probabilities =
                RoiHeads.probabilities(reference.get("in.mask_logits"), BoxRuns.integers(reference.get("in.labels")));
        reference.check("out.probabilities", probabilities);
        reference.check("out.expanded", MaskPaste.expanded(boxes, side).toArray(reference.manager()));
        reference.check("out.pasted", MaskPaste.paste(probabilities, boxes, image));
        reference.check(
                "out.projected",
                new MaskTargets(side, false)
                        .project(
                                ObjectMasks.of(reference.get("in.gt_masks")),
                                BoxRuns.integers(reference.get("in.matched")),
                                Boxes.of(reference.get("in.clipped_boxes")),
                                reference.manager()));
    }
}
