package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.BoxCoder;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.DetectionTransform;
import io.peco4j.nn.detection.ImageBatch;
import io.peco4j.nn.detection.Matcher;
import io.peco4j.nn.detection.NonMaximumSuppression;
import io.peco4j.nn.detection.PixelSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Boxes, anchors, and the preparation of images for detectors. */
final class BoxRuns {
    private static final String TORCHVISION = "pytorch/vision";

    private BoxRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("torchvision/models/detection/anchor_utils.py: AnchorGenerator"),
                BoxRuns::anchors,
                kind("torchvision/models/detection/_utils.py: BoxCoder, Matcher, BalancedPositiveNegativeSampler"),
                BoxRuns::coder,
                kind("torchvision/models/detection/transform.py: GeneralizedRCNNTransform"),
                BoxRuns::transform,
                kind("torchvision/ops/boxes.py: nms, batched_nms, box_iou, generalized_box_iou, clip_boxes_to_image, "
                        + "remove_small_boxes, box_area"),
                BoxRuns::operations);
    }

    static Kind kind(String symbol) {
        return new Kind(TORCHVISION, symbol);
    }

    static PixelSize size(Arguments arguments, String name) {
        int[] sides = arguments.integers(name);
        return new PixelSize(sides[0], sides[1]);
    }

    static NDArray integers(ParityCase reference, int... values) {
        return reference.manager().create(Arrays.stream(values).asLongStream().toArray(), new Shape(values.length));
    }

    static int[] integers(NDArray array) {
        return Arrays.stream(array.toLongArray()).mapToInt(Math::toIntExact).toArray();
    }

    private static void anchors(ParityCase reference) {
        Arguments arguments = reference.arguments();
        List<List<Double>> sizes = new ArrayList<>();
        arguments.get("sizes").getAsJsonArray().forEach(level -> {
            List<Double> own = new ArrayList<>();
            level.getAsJsonArray().forEach(side -> own.add(side.getAsDouble()));
            sizes.add(own);
        });
        List<PixelSize> maps = new ArrayList<>();
        arguments
                .get("grids")
                .getAsJsonArray()
                .forEach(grid -> maps.add(new PixelSize(
                        grid.getAsJsonArray().get(0).getAsInt(),
                        grid.getAsJsonArray().get(1).getAsInt())));
        AnchorGenerator generator = new AnchorGenerator(
                sizes, Arrays.stream(arguments.numbers("ratios")).boxed().toList());
        for (int level = 0; level < sizes.size(); level++) {
            reference.check("out.cell." + level, generator.cell(level).toArray(reference.manager()));
        }
        reference.check(
                "out.anchors",
                Boxes.concatenated(generator.boxes(size(arguments, "image"), maps))
                        .toArray(reference.manager()));
    }

    private static void coder(ParityCase reference) {
        double[] weights = reference.arguments().numbers("weights");
        BoxCoder coder = new BoxCoder((float) weights[0], (float) weights[1], (float) weights[2], (float) weights[3]);
        Boxes proposals = Boxes.of(reference.get("in.proposals"));
        float[] encoded = coder.encode(Boxes.of(reference.get("in.reference")), proposals);
        reference.check("out.encoded", reference.manager().create(encoded, new Shape(proposals.size(), 4)));
        int classes = reference.arguments().integer("classes");
        Boxes decoded = coder.decode(reference.get("in.deltas").toFloatArray(), proposals);
        reference.check("out.decoded", decoded.toArray(reference.manager()).reshape(proposals.size(), classes, 4));
        Boxes objects = Boxes.of(reference.get("in.gt"));
        Boxes anchors = Boxes.of(reference.get("in.anchors"));
        reference.check("out.iou", overlaps(reference, objects, anchors));
        List<Double> rpn = reference.notes().numbers("thresholds \\(([\\d., ]+), allow_low_quality\\)");
        List<Double> roi = reference.notes().numbers("RPN and \\(([\\d., ]+)\\) as in the box head");
        reference.check("out.match_rpn", integers(reference, matcher(rpn, true).match(objects, anchors)));
        reference.check(
                "out.match_rpn_strict", integers(reference, matcher(rpn, false).match(objects, anchors)));
        reference.check("out.match_roi", integers(reference, matcher(roi, false).match(objects, anchors)));
    }

    private static Matcher matcher(List<Double> thresholds, boolean rescue) {
        return new Matcher(thresholds.get(0).floatValue(), thresholds.get(1).floatValue(), rescue);
    }

    private static NDArray overlaps(ParityCase reference, Boxes some, Boxes others) {
        return matrix(reference, some.size(), others.size(), (i, j) -> some.iou(i, others, j));
    }

    private interface Entry {
        float at(int row, int column);
    }

    private static NDArray matrix(ParityCase reference, int rows, int columns, Entry entry) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.at(i / columns, i % columns);
        }
        return reference.manager().create(values, new Shape(rows, columns));
    }

    private static void operations(ParityCase reference) {
        Arguments arguments = reference.arguments();
        PixelSize image = new PixelSize(arguments.integer("h"), arguments.integer("w"));
        Boxes boxes = Boxes.of(reference.get("in.boxes"));
        reference.check("out.iou", overlaps(reference, boxes, boxes));
        Shape shape = reference.get("out.giou").getShape();
        int rows = (int) shape.get(0);
        // Generalised IoU of the first boxes with those after them; the catalogue does not say how many.
        reference.check(
                "out.giou",
                matrix(reference, rows, (int) shape.get(1), (i, j) -> boxes.generalisedIou(i, boxes, rows + j)));
        reference.check(
                "out.area",
                matrix(reference, 1, boxes.size(), (i, j) -> boxes.area(j)).flatten());
        Boxes clipped = Boxes.of(reference.get("in.wild_boxes")).clipped(image);
        reference.check("out.clipped", clipped.toArray(reference.manager()));
        // The catalogue does not say which side is small; between 0.8 and 5.7 pixels it makes no difference.
        reference.check("out.not_small", integers(reference, clipped.atLeast(1)));
        NonMaximumSuppression suppression = new NonMaximumSuppression((float) arguments.number("threshold"));
        float[] scores = reference.get("in.scores").toFloatArray();
        reference.check("out.keep", integers(reference, suppression.keep(boxes, scores)));
        reference.check(
                "out.keep_batched",
                integers(reference, suppression.keep(boxes, scores, integers(reference.get("in.labels")))));
    }

    private static void transform(ParityCase reference) {
        Arguments arguments = reference.arguments();
        DetectionTransform transform =
                new DetectionTransform(arguments.integer("min_size"), arguments.integer("max_size"));
        List<NDArray> images = List.copyOf(reference.under("in.image.").values());
        ImageBatch batch = transform.prepare(images);
        reference.check("out.batch", batch.images());
        int[] sizes = batch.sizes().stream()
                .flatMapToInt(size -> IntStream.of(size.height(), size.width()))
                .toArray();
        reference.check("out.image_sizes", integers(reference, sizes).reshape(-1, 2));
        for (int image = 0; image < images.size(); image++) {
            PixelSize from = batch.originals().get(image);
            PixelSize to = batch.sizes().get(image);
            Boxes resized = Boxes.of(reference.get("in.boxes." + image)).resized(from, to);
            reference.check("out.boxes." + image, resized.toArray(reference.manager()));
            reference.check("out.back." + image, resized.resized(to, from).toArray(reference.manager()));
        }
    }
}
