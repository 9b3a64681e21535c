package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.Interpolation;
import io.peco4j.nn.segmentation.FcnHead;
import io.peco4j.nn.segmentation.PixelCrossEntropy;
import io.peco4j.nn.segmentation.PixelPredictor;
import io.peco4j.nn.segmentation.Segmenter;
import io.peco4j.nn.segmentation.SegmenterLoss;
import io.peco4j.nn.segmentation.SegmenterShape;
import io.peco4j.nn.segmentation.SlidingWindows;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** How a whole segmenter is trained, and what it says of pictures that are larger than its windows. */
final class SegmenterRuns {
    private static final String BEIT = "microsoft/unilm";
    private static final String FOLDER = "beit/semantic_segmentation/";
    private static final String BACKBONE = "backbone.";

    private SegmenterRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        BEIT,
                        FOLDER + "backbone/beit.py: BEiT with mmseg EncoderDecoder.forward_train, UPerHead, FCNHead"),
                SegmenterRuns::training,
                new Kind(
                        BEIT,
                        FOLDER + "mmcv_custom/layer_decay_optimizer_constructor.py: LayerDecayOptimizerConstructor on"
                                + " BEiT + UPerHead + FCNHead"),
                SegmenterRuns::layerDecay,
                new Kind(
                        SegmentationHeadRuns.REPOSITORY,
                        "mmseg/models/losses/cross_entropy_loss.py: CrossEntropyLoss; accuracy.py: accuracy"),
                SegmenterRuns::crossEntropy,
                new Kind(
                        SegmentationHeadRuns.REPOSITORY,
                        "mmseg/models/segmentors/encoder_decoder.py: slide_inference, whole_inference, inference,"
                                + " simple_test, aug_test"),
                SegmenterRuns::inference);
    }

    private static void training(ParityCase reference) {
        Segmenter segmenter = segmenter(reference, reference.under("w.").keySet());
        Weights.copyInto(segmenter.state(), reference.weights());
        NDArray image = reference.differentiable("in.image");
        NDArray labels = reference.get("in.label");
        SegmenterLoss loss = new SegmenterLoss(new PixelCrossEntropy(), 0.4);
        reference.differentiate(segmenter.state(), () -> {
            Segmenter.Logits logits = segmenter.learning(image);
            SegmenterLoss.Terms terms = loss.of(logits, labels);
            return Map.of(
                    "loss", terms.total(),
                    "decode.loss_seg", terms.main(),
                    "aux.loss_seg", terms.auxiliary(),
                    "decode.acc_seg",
                            PixelCrossEntropy.accuracy(logits.main(), labels).reshape(1),
                    "aux.acc_seg",
                            PixelCrossEntropy.accuracy(logits.auxiliary(), labels)
                                    .reshape(1));
        });
        reference
                .under("out.state.")
                .keySet()
                .forEach(name -> reference.check(
                        "out.state." + name,
                        Objects.requireNonNull(segmenter.state().get(name))));
        reference.check("out.eval_logits", segmenter.logits(image));
    }

    /** Sizes from the arguments, the patch from the weights where they are stored; blocks are counted from 0 there. */
    private static Segmenter segmenter(ParityCase reference, Set<String> names) {
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.config(arguments, stripped(names));
        String patches = "w." + BACKBONE + "patch_embed.proj.weight";
        if (reference.has(patches)) {
            config = patched(config, (int) reference.get(patches).getShape().get(2));
        }
        return new Segmenter(
                reference.context(),
                new VisionTransformer(reference.context(), config),
                new SegmenterShape(
                        boxed(arguments.integers("out_indices"), 1),
                        arguments.integer("channels"),
                        arguments.integer("aux_channels"),
                        arguments.integer("num_classes"),
                        boxed(arguments.integers("pool_scales"), 0),
                        0));
    }

    private static VitConfig patched(VitConfig config, int patch) {
        return new VitConfig(
                config.image(),
                patch,
                config.stack(),
                config.distilled(),
                config.positions(),
                config.relativeBias(),
                config.start(),
                config.frozenPatches(),
                config.normalisation());
    }

    private static List<Integer> boxed(int[] numbers, int more) {
        return Arrays.stream(numbers).map(number -> number + more).boxed().toList();
    }

    /** Groups are numbered there as they appear first. */
    private static void layerDecay(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Set<String> names = reference.under("out.lr_scale.").keySet();
        Segmenter segmenter = segmenter(reference, names);
        VitConfig config = VitParts.config(arguments, stripped(names));
        LayerDecay decay = LayerDecay.ofVectors(
                new VisionTransformer(reference.context(), config), arguments.number("layer_decay_rate"), BACKBONE);
        Map<String, NDArray> trainable = segmenter.trainable();
        TrainingRuns.groups(reference, decay, trainable, arguments.number("lr"), arguments.number("weight_decay"));
        Map<ParameterGroup, Integer> numbers = new LinkedHashMap<>();
        List<ParameterGroup> groups = decay.groups(trainable);
        reference.check("out.groups", groups.size());
        trainable.keySet().forEach(name -> {
            ParameterGroup own = groups.stream()
                    .filter(group -> group.parameters().containsKey(name))
                    .findFirst()
                    .orElseThrow();
            numbers.putIfAbsent(own, numbers.size());
            reference.check("out.group." + name, Objects.requireNonNull(numbers.get(own)));
        });
    }

    private static Set<String> stripped(Set<String> names) {
        Set<String> own = new TreeSet<>();
        names.stream()
                .filter(name -> name.startsWith(BACKBONE))
                .forEach(name -> own.add(name.substring(BACKBONE.length())));
        return own;
    }

    /** Weighted by class in the loss itself; by pixel, and divided by another number, outside of it. */
    private static void crossEntropy(ParityCase reference) {
        Arguments arguments = reference.arguments();
        NDArray labels = reference.get("in.label");
        PixelCrossEntropy plain = new PixelCrossEntropy();
        PixelCrossEntropy weighted =
                new PixelCrossEntropy(PixelCrossEntropy.UNKNOWN, ScheduleRuns.boxed(arguments.numbers("class_weight")));
        NDArray factor = reference.manager().create((float) arguments.number("avg_factor"));
        NDArray weight = reference.manager().create(0.4f);
        Map<String, UnaryOperator<NDArray>> losses = Map.of(
                "plain", logits -> plain.loss(logits, labels),
                "class_weight", logits -> weighted.loss(logits, labels),
                "pixel_weight",
                        logits -> plain.losses(logits, labels)
                                .mul(reference.get("in.pixel_weight"))
                                .mean()
                                .mul(weight),
                "avg_factor", logits -> plain.losses(logits, labels).sum().div(factor));
        losses.forEach((name, loss) -> {
            NDArray logits = reference.differentiable("in." + name + ".logits");
            reference.differentiate(
                    name + ".",
                    Map.of("in.logits", logits),
                    () -> Map.of(
                            "loss",
                            loss.apply(logits),
                            "accuracy",
                            PixelCrossEntropy.accuracy(logits, labels).reshape(1)));
        });
    }

    /** The backbone, two convolutions, is the case's own. */
    private static void inference(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Kernel backbone = Kernel.compile(
                "two convolutions",
                String.format(
                        Locale.ROOT, """
                def forward(self, x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) -> Tensor:
                  y = torch.relu(self.conv2d(x, w1, b1, [2, 2], [1, 1], [1, 1], 1))
                  return %s
                """, Activation.TANH.of("self.conv2d(y, w2, b2, [2, 2], [1, 1], [1, 1], 1)")));
        FcnHead head = reference.loaded(
                "decode_head.",
                new FcnHead(
                        reference.context(),
                        arguments.integer("channels"),
                        (int) reference
                                .get("w.decode_head.conv_seg.weight")
                                .getShape()
                                .get(1),
                        1,
                        arguments.integer("num_classes"),
                        0));
        UnaryOperator<NDArray> network = images -> {
            NDArray map = backbone.apply(
                    images,
                    List.of(
                            reference.get("w.backbone.c1.weight"),
                            reference.get("w.backbone.c1.bias"),
                            reference.get("w.backbone.c2.weight"),
                            reference.get("w.backbone.c2.bias")));
            PictureSize size = PictureSize.of(images);
            return Interpolation.BILINEAR.resize(head.forward(map, false), size.height(), size.width());
        };
        int[] crop = arguments.integers("crop");
        int[] stride = arguments.integers("stride");
        SlidingWindows windows =
                new SlidingWindows(new PictureSize(crop[0], crop[1]), new PictureSize(stride[0], stride[1]));
        PixelPredictor sliding = new PixelPredictor(network, Optional.of(windows));
        PixelPredictor whole = new PixelPredictor(network, Optional.empty());
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            one(reference, i, runs.get(i), sliding, whole);
        }
        averaged(reference, sliding);
    }

    private static void one(
            ParityCase reference, int number, Arguments run, PixelPredictor sliding, PixelPredictor whole) {
        NDArray image = reference.get("in." + number + ".image");
        String key = "out." + number + ".";
        int[] sides = run.integers("ori");
        PictureSize size = new PictureSize(sides[0], sides[1]);
        reference.check(key + "slide", sliding.logits(image));
        reference.check(key + "whole", whole.logits(image));
        reference.check(key + "slide_rescaled", sliding.logits(image, size));
        reference.check(key + "whole_rescaled", whole.logits(image, size));
        NDArray probabilities = sliding.probabilities(image, size, run.flag("flip", false));
        reference.check(key + "probabilities", probabilities);
        predictions(reference, key, probabilities);
    }

    private static void averaged(ParityCase reference, PixelPredictor sliding) {
        int[] sides = reference.arguments().integers("aug_ori");
        List<NDArray> views = new ArrayList<>();
        List<Arguments> runs = ScheduleRuns.of(reference, "aug");
        for (int i = 0; i < runs.size(); i++) {
            views.add(sliding.probabilities(
                    reference.get("in.aug" + i + ".image"),
                    new PictureSize(sides[0], sides[1]),
                    runs.get(i).flag("flip", false)));
        }
        NDArray mean = PixelPredictor.mean(views);
        reference.check("out.aug.probabilities", mean);
        predictions(reference, "out.aug.", mean);
    }

    /** A reference of -1 says that two classes are too close to tell. */
    private static void predictions(ParityCase reference, String key, NDArray probabilities) {
        NDArray theirs = reference.get(key + "prediction");
        NDArray ours = PixelPredictor.classes(probabilities);
        NDArray same = ours.eq(theirs).logicalOr(theirs.lt(0)).toType(DataType.INT64, false);
        long differing = theirs.size() - same.sum().getLong();
        long told = theirs.gte(0).toType(DataType.INT64, false).sum().getLong();
        reference.accept(key + "prediction", differing == 0 && told > 0, differing + " pixels differ, of " + told);
        new NDList(ours, same).close();
    }
}
