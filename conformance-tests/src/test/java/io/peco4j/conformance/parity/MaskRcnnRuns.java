package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.DetectionTransform;
import io.peco4j.nn.detection.MaskPaste;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.PyramidBackbone;
import io.peco4j.nn.detection.ResNetMaps;
import io.peco4j.nn.detection.RoiSettings;
import io.peco4j.nn.detection.RpnSettings;
import io.peco4j.nn.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The whole detector. */
final class MaskRcnnRuns {
    // The catalogue says these in words.
    private static final double[] ANCHORS = {8, 16, 24, 32, 48};
    private static final RpnSettings.Counts PROPOSALS = new RpnSettings.Counts(60, 25);
    private static final int MASK_BINS = 6;
    private static final int DETECTIONS = 10;

    private MaskRcnnRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                BoxRuns.kind("torchvision/models/detection/mask_rcnn.py: MaskRCNN over BackboneWithFPN"),
                MaskRcnnRuns::detect);
    }

    private static void detect(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int channels = arguments.integer("out");
        ResNetShape shape = new ResNetShape(
                ResNetShape.Unit.BOTTLENECK, integers(arguments, "layers"), integers(arguments, "widths"), 0);
        PyramidBackbone backbone =
                new PyramidBackbone(reference.context(), new ResNetMaps(reference.context(), shape), channels);
        MaskRcnn detector = new MaskRcnn(
                reference.context(),
                new DetectionTransform(arguments.integer("min_size"), arguments.integer("max_size")),
                backbone,
                AnchorGenerator.pyramid(ANCHORS),
                RpnSettings.standard(PROPOSALS, PROPOSALS),
                DetectorRuns.shape(reference, "w.roi_heads.", channels, MASK_BINS),
                RoiSettings.STANDARD.withDetections(DETECTIONS));
        Weights.copyInto(Parameters.state(detector), reference.weights());
        List<NDArray> images = List.copyOf(reference.under("in.image.").values());
        List<MaskRcnn.Found> found = detector.detect(images);
        for (int i = 0; i < images.size(); i++) {
            MaskRcnn.Found own = found.get(i);
            DetectorRuns.check(reference, i, own.objects());
            reference.check(
                    "out.masks." + i, MaskPaste.paste(own.masks(), own.objects().boxes(), PixelSize.of(images.get(i))));
        }
    }

    private static List<Integer> integers(Arguments arguments, String name) {
        return Arrays.stream(arguments.integers(name)).boxed().toList();
    }
}
