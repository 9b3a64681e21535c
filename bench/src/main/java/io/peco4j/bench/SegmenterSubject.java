package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.segmentation.UperHead;
import io.peco4j.nn.segmentation.UperHeadShape;
import io.peco4j.nn.segmentation.VitPyramid;
import io.peco4j.nn.segmentation.VitPyramidBackbone;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** UperNet on the pyramid of a ViT-B, 512 channels and the 150 classes of ADE20K. */
record SegmenterSubject(VisionTransformer encoder, VitPyramid pyramid, VitPyramidBackbone backbone, UperHead head)
        implements TimedNetwork {
    private static final int CHANNELS = 512;
    private static final int CLASSES = 150;

    static SegmenterSubject base(NetworkContext context, int image, int patch) {
        VisionTransformer encoder = new VisionTransformer(context, VitConfig.plain(VitSize.BASE, patch, image));
        int width = encoder.width();
        VitPyramid pyramid = new VitPyramid(context, width);
        VitPyramidBackbone backbone = new VitPyramidBackbone(encoder, pyramid, List.of(4, 6, 8, 12), encoder.grid());
        UperHeadShape shape = UperHeadShape.standard(List.of(width, width, width, width), CHANNELS, CLASSES);
        return new SegmenterSubject(encoder, pyramid, backbone, new UperHead(context, shape));
    }

    @Override
    public NDArray pass(NDArray input, boolean training) {
        return head.forward(backbone.features(input, training), training);
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(backbone.trainable());
        all.putAll(Parameters.prefixed("decode_head", Parameters.trainable(head)));
        return all;
    }

    @Override
    public double flops(Shape input) {
        long batch = input.get(0);
        long side = input.get(2) / encoder.patchSize();
        long width = encoder.width();
        List<Shape> maps = List.of(
                new Shape(batch, width, 4 * side, 4 * side),
                new Shape(batch, width, 2 * side, 2 * side),
                new Shape(batch, width, side, side),
                new Shape(batch, width, side / 2, side / 2));
        return encoder.flops(input) + pyramid.flops(new Shape(batch, width, side, side)) + head.flops(maps);
    }
}
