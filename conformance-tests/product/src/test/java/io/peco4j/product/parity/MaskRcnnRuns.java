package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.DetectionTransform;
import io.peco4j.nn.detection.MaskPaste;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.NonMaximumSuppression;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.PyramidBackbone;
import io.peco4j.nn.detection.ResNetMaps;
import io.peco4j.nn.detection.RpnSettings;
import io.peco4j.nn.weights.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The whole detector. */
final class MaskRcnnRuns {
    /** One level's sides among the anchors that the notes list: {@code (8,)}. */
    private static final Pattern LEVEL = Pattern.compile("\\(([\\d., ]+)\\)");

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
                anchors(reference.notes()),
                proposals(reference.notes()),
                DetectorRuns.shape(
                        reference,
                        "w.roi_heads.",
                        channels,
                        reference.notes().integer("mask head (\\d+)x\\d+"),
                        reference.notes().integer("mask head \\S+ \\(sampling (\\d+)\\)")),
                DetectorRuns.settings(reference.notes()));
        Weights.copyInto(Parameters.state(detector), reference.weights());
        List<NDArray> images = List.copyOf(reference.under("in.image.").values());
        List<MaskRcnn.Found> found = detector.detect(images);
        for (int i = 0; i < images.size(); i++) {
            MaskRcnn.Found own = found.get(i);
            DetectorRuns.check(reference, i, own.objects());
            NDArray masks = Objects.requireNonNull(own.masks(), "a detector with a mask head");
            reference.check(
                    "out.masks." + i, MaskPaste.paste(masks, own.objects().boxes(), PixelSize.of(images.get(i))));
        }
    }

    private static AnchorGenerator anchors(Notes notes) {
        MatchResult words = notes.find("anchors \\((\\(.*?\\))\\) with ratios ([\\d., ]+)");
        List<List<Double>> sizes = LEVEL.matcher(words.group(1))
                .results()
                .map(level -> Notes.numbersOf(level.group(1)))
                .toList();
        return new AnchorGenerator(sizes, Notes.numbersOf(words.group(2)));
    }

    private static RpnSettings proposals(Notes notes) {
        MatchResult words = notes.find("RPN keeps (\\d+) before and (\\d+) after NMS \\(([\\d.]+)\\)");
        RpnSettings.Counts counts =
                new RpnSettings.Counts(Integer.parseInt(words.group(1)), Integer.parseInt(words.group(2)));
        return RpnSettings.standard(counts, counts)
                .withSuppression(new NonMaximumSuppression(Float.parseFloat(words.group(3))));
    }

    private static List<Integer> integers(Arguments arguments, String name) {
        return Arrays.stream(arguments.integers(name)).boxed().toList();
    }
}
