package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.segmentation.FcnHead;
import io.peco4j.nn.segmentation.PixelCrossEntropy;
import io.peco4j.nn.segmentation.UperHead;
import io.peco4j.nn.segmentation.UperHeadShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** mmsegmentation's heads. */
final class SegmentationHeadRuns {
    static final String REPOSITORY = "SwinTransformer/Swin-Transformer-Semantic-Segmentation";
    private static final String HEADS = "mmseg/models/decode_heads/";

    private SegmentationHeadRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(REPOSITORY, HEADS + "uper_head.py: UPerHead; psp_head.py: PPM"),
                SegmentationHeadRuns::uperHead,
                new Kind(REPOSITORY, HEADS + "uper_head.py: UPerHead"),
                SegmentationHeadRuns::uperHead,
                new Kind(REPOSITORY, HEADS + "fcn_head.py: FCNHead"),
                SegmentationHeadRuns::fcnHead);
    }

    private static void uperHead(ParityCase reference) {
        Arguments arguments = reference.arguments();
        List<Integer> inputs = integers(arguments, "in_channels");
        UperHeadShape shape = new UperHeadShape(
                inputs,
                arguments.integer("channels"),
                arguments.integer("num_classes"),
                integers(arguments, "pool_scales"),
                0);
        UperHead head = reference.loaded(new UperHead(reference.context(), shape));
        List<NDArray> maps = IntStream.range(0, inputs.size())
                .mapToObj(i -> reference.differentiable("in.f" + i))
                .toList();
        NDArray coarsest = maps.get(maps.size() - 1);
        if (!reference.training()) {
            List<NDArray> averages = head.pooling().averages(coarsest, false);
            for (int i = 0; i < averages.size(); i++) {
                reference.check("out.ppm" + i, averages.get(i));
            }
            reference.check("out.psp", head.pooled(coarsest, false));
        }
        NDArray labels = reference.get("in.seg_label").squeeze(1);
        reference.differentiate(Parameters.trainable(head), () -> {
            NDArray logits = head.forward(maps, reference.training());
            return Map.of(
                    "logits", logits,
                    "loss", new PixelCrossEntropy().loss(logits, labels),
                    "acc_seg", PixelCrossEntropy.accuracy(logits, labels).reshape(1));
        });
        reference.checkState(head);
    }

    private static void fcnHead(ParityCase reference) {
        Arguments arguments = reference.arguments();
        FcnHead head = reference.loaded(new FcnHead(
                reference.context(),
                arguments.integer("cin"),
                arguments.integer("channels"),
                arguments.integer("num_convs"),
                arguments.integer("num_classes"),
                0));
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(
                Parameters.trainable(head), () -> Map.of("logits", head.forward(x, reference.training())));
        reference.checkState(head);
    }

    private static List<Integer> integers(Arguments arguments, String name) {
        return Arrays.stream(arguments.integers(name)).boxed().toList();
    }
}
