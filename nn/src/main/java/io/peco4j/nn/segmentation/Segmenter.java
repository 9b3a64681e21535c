package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A class for every pixel: UPerNet's head on the pyramid of a vision transformer, and an auxiliary head in training
 * (BEiT's, MAE's and PeCo's semantic segmentation).
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1]. Names of parameters are mmsegmentation's: {@code backbone} with the
 * encoder, without its final norm, and the pyramid; {@code decode_head}; {@code auxiliary_head}. One thread at a time.
 */
public final class Segmenter implements Stateful {
    private final VitPyramidBackbone backbone;
    private final UperHead head;
    private final FcnHead auxiliary;

    /**
     * A segmenter with fresh heads.
     *
     * @param encoder trained in place; its pictures are those that it learns from
     */
    public Segmenter(NetworkContext context, VisionEncoder encoder, SegmenterShape shape) {
        int width = encoder.width();
        this.backbone = new VitPyramidBackbone(encoder, new VitPyramid(context, width), shape.layers(), encoder.grid());
        this.head = new UperHead(
                context,
                new UperHeadShape(
                        Collections.nCopies(shape.layers().size(), width),
                        shape.channels(),
                        shape.classes(),
                        shape.scales(),
                        shape.dropout()));
        this.auxiliary = new FcnHead(context, width, shape.auxiliaryChannels(), 1, shape.classes(), shape.dropout());
    }

    /**
     * What both heads say, (B, classes, h, w) each: UPerNet's at a quarter of the pictures' resolution with patches of
     * 16 pixels, the other one's at that of the patches. Owned by the manager of the pictures.
     */
    public record Logits(NDArray main, NDArray auxiliary) implements AutoCloseable {
        @Override
        public void close() {
            main.close();
            auxiliary.close();
        }
    }

    /** The logits of a pass in training, in which norms see the batch. */
    public Logits learning(NDArray images) {
        List<NDArray> maps = backbone.features(images, true);
        Logits logits =
                new Logits(head.forward(maps, true), auxiliary.forward(maps.get(SegmenterShape.AUXILIARY_LEVEL), true));
        maps.forEach(NDArray::close);
        return logits;
    }

    /**
     * UPerNet's logits at the pictures' own size, (B, classes, H, W), in evaluation mode; owned by the manager of the
     * pictures.
     */
    public NDArray logits(NDArray images) {
        List<NDArray> maps = backbone.features(images, false);
        try (NDArray logits = head.forward(maps, false)) {
            return Bilinear.resize(logits, images);
        } finally {
            maps.forEach(NDArray::close);
        }
    }

    /** The running statistics of pyramid and heads. */
    public PassState passState() {
        return PassState.joined(List.of(backbone.passState(), BatchStatistics.of(head, auxiliary)));
    }

    @Override
    public Map<String, NDArray> state() {
        return named(backbone.state(), Parameters.state(head), Parameters.state(auxiliary));
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        return named(backbone.trainable(), Parameters.trainable(head), Parameters.trainable(auxiliary));
    }

    private static Map<String, NDArray> named(
            Map<String, NDArray> backbone, Map<String, NDArray> head, Map<String, NDArray> auxiliary) {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("backbone", backbone));
        all.putAll(Parameters.prefixed("decode_head", head));
        all.putAll(Parameters.prefixed("auxiliary_head", auxiliary));
        return all;
    }

    /** Floating-point operations of a pass of one picture through both heads; 0 if the encoder's are unknown. */
    public double flops(PictureSize size) {
        List<Shape> maps = backbone.outputShapes(size);
        double trunk = backbone.flops(size);
        return trunk == 0 ? 0 : trunk + head.flops(maps) + auxiliary.flops(maps.get(SegmenterShape.AUXILIARY_LEVEL));
    }

    /** Bytes that a picture keeps for the backward pass, the losses' apart; NaN if the encoder's are unknown. */
    public double activationBytes(PictureSize size) {
        List<Shape> maps = backbone.outputShapes(size);
        return backbone.activationBytes(size)
                + head.activationBytes(maps)
                + auxiliary.activationBytes(maps.get(SegmenterShape.AUXILIARY_LEVEL));
    }
}
