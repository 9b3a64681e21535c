package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.vit.Unnormed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Mask R-CNN on a pyramid of the tokens of a vision transformer, as detectors on BEiT have it: without windows, so that
 * every token sees all others.
 *
 * <p>Pictures are float32 (3, H, W) in [0, 1], of any sizes; those of a batch are padded to a common one. The encoder
 * normalises colours itself and takes pictures of any size. Names of parameters are the encoder's under {@link #BODY},
 * without its final norm, and {@link MaskRcnn}'s.
 */
public final class VitDetector implements Stateful {
    /** What the encoder's names begin with. */
    public static final String BODY = "backbone.body.";

    private final VisionEncoder encoder;
    private final DetectorShape shape;
    private final DetectionTransform transform;
    private final MaskRcnn network;

    /**
     * A detector with fresh weights on an encoder.
     *
     * @param encoder its weights belong to the detector, too
     */
    public VitDetector(NetworkContext context, VisionEncoder encoder, DetectorShape shape) {
        this.encoder = encoder;
        this.shape = shape;
        // The coarsest map of the pyramid has a place for two patches.
        this.transform = DetectionTransform.padding(2 * encoder.patchSize());
        this.network = new MaskRcnn(
                context,
                transform,
                new PyramidBackbone(context, new VitMaps(context, encoder, shape.layers()), shape.channels()),
                shape.anchors(encoder.patchSize()),
                shape.proposals(),
                shape.heads(),
                shape.detections());
    }

    /** What the maps are made of. */
    public VisionEncoder encoder() {
        return encoder;
    }

    /** The objects of pictures, as {@link MaskRcnn#detect}. */
    public List<MaskRcnn.Found> detect(List<NDArray> pictures) {
        return network.detect(pictures);
    }

    /** The losses of a batch, as {@link MaskRcnn#losses}. */
    public MaskRcnn.Losses losses(
            List<NDArray> pictures, List<GroundTruth> truth, RandomGenerator random, boolean training) {
        return network.losses(pictures, truth, random, training);
    }

    /** The running statistics of the pyramid. */
    public PassState passState() {
        return BatchStatistics.of(network);
    }

    @Override
    public Map<String, NDArray> state() {
        return joined(new Unnormed(encoder).state(), Parameters.state(network));
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        return joined(new Unnormed(encoder).trainable(), Parameters.trainable(network));
    }

    private static Map<String, NDArray> joined(Map<String, NDArray> body, Map<String, NDArray> rest) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        body.forEach((name, tensor) -> all.put(BODY + name, tensor));
        all.putAll(rest);
        return all;
    }

    /**
     * Floating-point operations of a forward pass in training over one picture; 0 where the encoder does not know its
     * own.
     */
    public double flops(PictureSize picture) {
        double flops = network.flops(padded(picture), boxes(), masked());
        return Double.isNaN(flops) ? 0 : flops;
    }

    /** Bytes that one picture keeps for the backward pass; NaN where the encoder does not know its own. */
    public double activationBytes(PictureSize picture) {
        return network.activationBytes(padded(picture), boxes(), masked());
    }

    private Shape padded(PictureSize picture) {
        PixelSize padded = transform.padded(List.of(new PixelSize(picture.height(), picture.width())));
        return new Shape(1, 3, padded.height(), padded.width());
    }

    private long boxes() {
        return shape.detections().sampler().count();
    }

    /** As many as may be objects. */
    private long masked() {
        return Math.round(boxes() * shape.detections().sampler().positives());
    }
}
