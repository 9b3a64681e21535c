package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Mask R-CNN on a feature pyramid: finds objects with class, box and mask (He et al. 2017).
 *
 * <p>Parameters as in torchvision: {@code backbone.body.*}, {@code backbone.fpn.*}, {@code rpn.head.*},
 * {@code roi_heads.*}.
 */
public final class MaskRcnn extends Assembly {
    private final DetectionTransform transform;
    private final PyramidBackbone backbone;
    private final RegionProposalNetwork rpn;
    private final RoiHeads heads;

    /**
     * A detector.
     *
     * @param anchors as many levels as the backbone gives
     * @param shape of the heads, with the backbone's channels
     */
    public MaskRcnn(
            NetworkContext context,
            DetectionTransform transform,
            PyramidBackbone backbone,
            AnchorGenerator anchors,
            RpnSettings proposals,
            RoiShape shape,
            RoiSettings detections) {
        this.transform = transform;
        this.backbone = child("backbone", backbone);
        this.rpn = child("rpn", new RegionProposalNetwork(context, backbone.channels(), anchors, proposals));
        this.heads = child("roi_heads", new RoiHeads(context, shape, detections));
    }

    /**
     * The objects of an image with their masks.
     *
     * @param objects in pixels of the original image
     * @param masks probabilities within the boxes, float32 (K, 1, M, M); {@link MaskPaste} puts them into the image;
     *     null of a detector of boxes alone
     */
    public record Found(Detections objects, @Nullable NDArray masks) {}

    /**
     * Finds objects.
     *
     * @param images float32 (3, H, W) in [0, 1], sizes may differ
     * @return an entry for each image, owned by the manager of the first
     */
    public List<Found> detect(List<NDArray> images) {
        NDManager owner = images.get(0).getManager();
        try (NDManager work = owner.newSubManager()) {
            List<Found> found = detect(transform.prepare(images).within(work));
            found.stream().map(Found::masks).filter(Objects::nonNull).forEach(masks -> masks.attach(owner));
            return found;
        }
    }

    /**
     * The places that the first stage proposes, in pixels of the images as they are resized.
     *
     * @param images float32 (3, H, W) in [0, 1], sizes may differ
     * @param training whether there are as many as in training; the backbone is not in training
     */
    public List<Proposals> propose(List<NDArray> images, boolean training) {
        try (NDManager work = images.get(0).getManager().newSubManager()) {
            ImageBatch batch = transform.prepare(images).within(work);
            List<NDArray> maps = backbone.forward(batch.images(), false);
            return rpn.propose(rpn.predict(maps), batch.padded(), batch.sizes(), training);
        }
    }

    private List<Found> detect(ImageBatch batch) {
        List<NDArray> maps = backbone.forward(batch.images(), false);
        List<Boxes> places = rpn.propose(rpn.predict(maps), batch.padded(), batch.sizes(), false).stream()
                .map(Proposals::boxes)
                .toList();
        List<NDArray> pooled = withoutAdditional(maps);
        List<Detections> detections = heads.detect(pooled, places, batch.sizes());
        List<NDArray> masks = heads.masks(pooled, detections, batch.sizes());
        List<Found> found = new ArrayList<>();
        for (int image = 0; image < detections.size(); image++) {
            Detections objects = detections
                    .get(image)
                    .resized(batch.sizes().get(image), batch.originals().get(image));
            found.add(new Found(objects, masks.isEmpty() ? null : masks.get(image)));
        }
        return found;
    }

    /**
     * The losses of both stages; their sum is what Mask R-CNN minimises.
     *
     * @param proposals of the region proposal network
     * @param detections of the heads
     */
    public record Losses(RpnLosses proposals, RoiLosses detections) {
        /** The sum of all five, a float32 scalar. */
        public NDArray total() {
            return proposals
                    .objectness()
                    .add(proposals.boxes())
                    .add(detections.classes())
                    .add(detections.boxes())
                    .add(detections.masks());
        }

        private void attach(NDManager manager) {
            List.of(
                            proposals.objectness(),
                            proposals.boxes(),
                            detections.classes(),
                            detections.boxes(),
                            detections.masks())
                    .forEach(loss -> loss.attach(manager));
        }
    }

    /**
     * The losses of a batch.
     *
     * @param images float32 (3, H, W) in [0, 1], sizes may differ
     * @param truth for each image its objects, in pixels of the image
     * @param random draws the anchors and proposals that count
     * @return owned by the manager of the first image
     */
    public Losses losses(List<NDArray> images, List<GroundTruth> truth, RandomGenerator random) {
        return losses(images, truth, random, true);
    }

    /**
     * The same where the backbone need not be in training.
     *
     * @param training whether its drop path and batch statistics are on; otherwise its norms use their moving averages
     */
    public Losses losses(List<NDArray> images, List<GroundTruth> truth, RandomGenerator random, boolean training) {
        NDManager owner = images.get(0).getManager();
        try (NDManager work = owner.newSubManager()) {
            ImageBatch batch = transform.prepare(images).within(work);
            List<GroundTruth> resized = new ArrayList<>();
            for (int image = 0; image < truth.size(); image++) {
                resized.add(truth.get(image)
                        .resized(batch.originals().get(image), batch.sizes().get(image)));
            }
            Losses losses = losses(batch, resized, random, training);
            losses.attach(owner);
            return losses;
        }
    }

    private Losses losses(ImageBatch batch, List<GroundTruth> resized, RandomGenerator random, boolean training) {
        List<Boxes> boxes = resized.stream().map(GroundTruth::boxes).toList();
        List<NDArray> maps = backbone.forward(batch.images(), training);
        RpnPredictions predictions = rpn.predict(maps);
        RpnLosses first = rpn.losses(predictions, batch.padded(), boxes, random);
        List<Boxes> places = rpn.propose(predictions, batch.padded(), batch.sizes(), true).stream()
                .map(Proposals::boxes)
                .toList();
        return new Losses(first, heads.losses(withoutAdditional(maps), places, resized, batch.sizes(), random));
    }

    /**
     * Floating-point operations of the matrix products and convolutions of one pass.
     *
     * @param images shape of the padded batch, (B, 3, H, W)
     * @param proposals that are classified, of all images together
     * @param masked boxes that get a mask, of all images together
     */
    public double flops(Shape images, long proposals, long masked) {
        return backbone.flops(images) + rpn.flops(backbone.shapes(images)) + heads.flops(proposals, masked);
    }

    /**
     * Bytes that a pass in training keeps for the backward pass; the arguments as above.
     *
     * @return NaN where the backbone does not know its own
     */
    public double activationBytes(Shape images, long proposals, long masked) {
        return backbone.activationBytes(images)
                + rpn.activationBytes(backbone.shapes(images))
                + heads.activationBytes(proposals, masked);
    }

    private static List<NDArray> withoutAdditional(List<NDArray> maps) {
        return maps.subList(0, maps.size() - 1);
    }
}
