package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

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
    private final MaskHead maskHead;
    private final MaskHead.Predictor maskPredictor;
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
        this.maskHead = child("mask_head", new MaskHead(context, shape.channels(), shape.maskWidths()));
        int last = shape.maskWidths().get(shape.maskWidths().size() - 1);
        this.maskPredictor = child(
                "mask_predictor", new MaskHead.Predictor(context, last, shape.maskPredictorWidth(), shape.classes()));
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
     * @return float32 (K, 1, 2 S, 2 S) a image, S the mask head's bins; owned by the manager of the first map
     */
    public List<NDArray> masks(List<NDArray> maps, List<Detections> detections, List<PixelSize> images) {
        List<NDArray> masks = new ArrayList<>();
        try (NDArray logits =
                maskLogits(maps, detections.stream().map(Detections::boxes).toList(), images)) {
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

    private NDArray maskLogits(List<NDArray> maps, List<Boxes> boxes, List<PixelSize> images) {
        try (NDArray pooled = maskPool.pool(maps, boxes, images);
                NDArray features = maskHead.forward(pooled)) {
            return maskPredictor.forward(features);
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
        List<BoxTargets> positives = sampled.stream().map(BoxTargets::positives).toList();
        try (BoxPredictions predictions =
                        classify(maps, sampled.stream().map(BoxTargets::boxes).toList(), images);
                NDArray logits = maskLogits(
                        maps, positives.stream().map(BoxTargets::boxes).toList(), images)) {
            NDList boxes = loss.boxes(predictions, sampled);
            return new RoiLosses(boxes.get(0), boxes.get(1), loss.masks(logits, positives, truth));
        }
    }

    /**
     * Floating-point operations of the heads.
     *
     * @param boxes that are classified
     * @param masked boxes that get a mask
     */
    public double flops(long boxes, long masked) {
        return boxHead.flops(boxes)
                + boxPredictor.flops(boxes)
                + maskHead.flops(masked, shape.maskSide())
                + maskPredictor.flops(masked, shape.maskSide());
    }
}
