package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The second stage of Mask R-CNN: class, offsets and mask of each proposal (He et al. 2017, section 3; heads on a
 * pyramid as in their figure 4).
 *
 * <p>Parameters as in torchvision: {@code box_head, box_predictor, mask_head, mask_predictor}. Lists have an entry for
 * each image; maps are float32 (B, C, H, W) from the finest, without a pyramid's additional level.
 */
public final class RoiHeads extends Assembly {
    private static final Kernel SOFTMAX = Kernel.compile("class probabilities", """
            def forward(self, logits: Tensor) -> Tensor:
              return torch.softmax(logits, -1)
            """);

    private final RoiShape shape;
    private final RoiSettings settings;
    private final MultiScaleRoiAlign boxPool;
    private final MultiScaleRoiAlign maskPool;
    private final BoxHead boxHead;
    private final BoxHead.Predictor boxPredictor;
    private final @Nullable MaskHead maskHead;
    private final MaskHead.@Nullable Predictor maskPredictor;
    private final RoiLoss loss;

    /** Heads with fresh weights. */
    public RoiHeads(NetworkContext context, RoiShape shape, RoiSettings settings) {
        this.shape = shape;
        this.settings = settings;
        this.boxPool = new MultiScaleRoiAlign(shape.boxSide(), shape.samples(), shape.aligned());
        this.maskPool = new MultiScaleRoiAlign(shape.maskSide(), shape.samples(), shape.aligned());
        int bins = shape.channels() * shape.boxSide() * shape.boxSide();
        this.boxHead = child("box_head", new BoxHead(context, bins, shape.boxWidth()));
        this.boxPredictor = child("box_predictor", new BoxHead.Predictor(context, shape.boxWidth(), shape.classes()));
        if (shape.masks()) {
            List<Integer> widths = shape.maskWidths();
            this.maskHead = child("mask_head", new MaskHead(context, shape.channels(), widths));
            this.maskPredictor = child(
                    "mask_predictor",
                    new MaskHead.Predictor(
                            context, widths.get(widths.size() - 1), shape.maskPredictorWidth(), shape.classes()));
        } else {
            this.maskHead = null;
            this.maskPredictor = null;
        }
        this.loss = new RoiLoss(settings, shape);
    }

    /** Classes and offsets of boxes, image after image. */
    public BoxPredictions classify(List<NDArray> maps, List<Boxes> boxes, List<PixelSize> images) {
        try (NDArray pooled = boxPool.pool(maps, boxes, images);
                NDArray features = boxHead.forward(pooled)) {
            NDList predictions = boxPredictor.forward(features);
            return new BoxPredictions(predictions.get(0), predictions.get(1));
        }
    }

    /** The objects among proposals; no gradient flows through them. */
    public List<Detections> detect(List<NDArray> maps, List<Boxes> proposals, List<PixelSize> images) {
        float[] probabilities;
        float[] offsets;
        try (BoxPredictions predictions = classify(maps, proposals, images);
                NDArray softmax = SOFTMAX.apply(predictions.logits())) {
            probabilities = softmax.toFloatArray();
            offsets = predictions.offsets().toFloatArray();
        }
        List<Detections> detections = new ArrayList<>();
        int from = 0;
        for (int image = 0; image < images.size(); image++) {
            int to = from + proposals.get(image).size() * shape.classes();
            detections.add(Detections.of(
                    proposals.get(image),
                    Arrays.copyOfRange(probabilities, from, to),
                    Arrays.copyOfRange(offsets, 4 * from, 4 * to),
                    images.get(image),
                    settings));
            from = to;
        }
        return detections;
    }

    /**
     * The masks of detections: for each the probability of its class at each pixel of its box.
     *
     * @return float32 (K, 1, 2 S, 2 S) a image, S the mask head's bins; owned by the manager of the first map; none of
     *     heads without masks
     */
    public List<NDArray> masks(List<NDArray> maps, List<Detections> detections, List<PixelSize> images) {
        List<NDArray> masks = new ArrayList<>();
        if (maskHead == null || maskPredictor == null) {
            return masks;
        }
        List<Boxes> boxes = detections.stream().map(Detections::boxes).toList();
        try (NDArray logits = maskLogits(maskHead, maskPredictor, maps, boxes, images)) {
            int from = 0;
            for (Detections image : detections) {
                int to = from + image.size();
                try (NDArray own = logits.get(from + ":" + to)) {
                    masks.add(probabilities(own, image.labels()));
                }
                from = to;
            }
        }
        return masks;
    }

    /**
     * Mask probabilities of the given classes.
     *
     * @param logits float32 (K, classes, H, W)
     * @param labels K classes
     * @return float32 (K, 1, H, W)
     */
    public static NDArray probabilities(NDArray logits, int[] labels) {
        return RoiLoss.probabilities(logits, labels);
    }

    private NDArray maskLogits(
            MaskHead head,
            MaskHead.Predictor predictor,
            List<NDArray> maps,
            List<Boxes> boxes,
            List<PixelSize> images) {
        try (NDArray pooled = maskPool.pool(maps, boxes, images);
                NDArray features = head.forward(pooled)) {
            return predictor.forward(features);
        }
    }

    /**
     * The losses of a batch. The objects' own boxes count as proposals too, so that there is something to learn from
     * the start.
     *
     * @param random draws the proposals that count
     * @return owned by the manager of the first map
     */
    public RoiLosses losses(
            List<NDArray> maps,
            List<Boxes> proposals,
            List<GroundTruth> truth,
            List<PixelSize> images,
            RandomGenerator random) {
        List<BoxTargets> sampled = new ArrayList<>();
        for (int image = 0; image < truth.size(); image++) {
            GroundTruth objects = truth.get(image);
            Boxes all = Boxes.concatenated(List.of(proposals.get(image), objects.boxes()));
            BoxTargets assignment = BoxTargets.of(settings.matcher(), all, objects.boxes(), objects.labels());
            sampled.add(assignment.select(settings.sampler().sample(assignment.labels(), random)));
        }
        try (BoxPredictions predictions =
                classify(maps, sampled.stream().map(BoxTargets::boxes).toList(), images)) {
            NDList boxes = loss.boxes(predictions, sampled);
            return new RoiLosses(boxes.get(0), boxes.get(1), maskLoss(maps, sampled, truth, images));
        }
    }

    private NDArray maskLoss(
            List<NDArray> maps, List<BoxTargets> sampled, List<GroundTruth> truth, List<PixelSize> images) {
        if (maskHead == null || maskPredictor == null) {
            return maps.get(0).getManager().zeros(new Shape());
        }
        List<BoxTargets> positives = new ArrayList<>();
        for (int image = 0; image < sampled.size(); image++) {
            positives.add(sampled.get(image).positives(truth.get(image).masks()::knows));
        }
        List<Boxes> boxes = positives.stream().map(BoxTargets::boxes).toList();
        try (NDArray logits = maskLogits(maskHead, maskPredictor, maps, boxes, images)) {
            return loss.masks(logits, positives, truth);
        }
    }

    /**
     * Floating-point operations of the heads.
     *
     * @param boxes that are classified
     * @param masked boxes that get a mask
     */
    public double flops(long boxes, long masked) {
        double found = boxHead.flops(boxes) + boxPredictor.flops(boxes);
        return maskHead == null || maskPredictor == null
                ? found
                : found + maskHead.flops(masked, shape.maskSide()) + maskPredictor.flops(masked, shape.maskSide());
    }

    /**
     * Bytes that a pass in training keeps for the backward pass.
     *
     * @param boxes that are classified
     * @param masked boxes that get a mask
     */
    public double activationBytes(long boxes, long masked) {
        double found = boxPool.activationBytes(boxes) + boxHead.activationBytes(boxes);
        return maskHead == null || maskPredictor == null
                ? found
                : found
                        + maskPool.activationBytes(masked)
                        + maskHead.activationBytes(masked, shape.maskSide())
                        + maskPredictor.activationBytes(masked, shape.maskSide());
    }
}
