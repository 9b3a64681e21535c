package io.peco4j.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.cnn.ResNetShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MaskRcnnTest {
    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        GradientMode.turnOff();
        manager.close();
    }

    private MaskRcnn detector(Precision precision, float smallestScore) {
        NetworkContext context = new StandaloneContext(manager, precision, new SplittableRandom(7));
        ResNetShape shape = new ResNetShape(ResNetShape.Unit.BOTTLENECK, List.of(1, 1, 1), List.of(4, 4, 4), 0);
        RpnSettings.Counts counts = new RpnSettings.Counts(40, 20);
        RoiSettings standard = RoiSettings.STANDARD;
        return new MaskRcnn(
                context,
                new DetectionTransform(64, 96),
                new PyramidBackbone(context, new ResNetMaps(context, shape), 8),
                AnchorGenerator.pyramid(8, 16, 32, 48),
                RpnSettings.standard(counts, counts),
                new RoiShape(8, 3, 3, 12, 4, List.of(6), 6, 0, true),
                new RoiSettings(
                        standard.matcher(),
                        standard.sampler(),
                        standard.coder(),
                        0,
                        smallestScore,
                        standard.smallestSide(),
                        standard.suppression(),
                        5));
    }

    private List<NDArray> images() {
        SplittableRandom random = new SplittableRandom(5);
        return List.of(image(random, 60, 80), image(random, 70, 50));
    }

    private NDArray image(SplittableRandom random, int height, int width) {
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return manager.create(values, new Shape(3, height, width));
    }

    private GroundTruth object() {
        NDArray mask = manager.zeros(new Shape(1, 60, 80), DataType.INT64);
        mask.set(new NDIndex("0, 10:40, 20:60"), 1);
        return new GroundTruth(Boxes.of(20, 10, 60, 40), new int[] {2}, mask);
    }

    private GroundTruth nothing(int height, int width) {
        return new GroundTruth(Boxes.NONE, new int[0], manager.zeros(new Shape(0, height, width), DataType.INT64));
    }

    private float train(MaskRcnn detector, List<GroundTruth> truth) {
        GradientMode.turnOn();
        NDArray loss = detector.losses(images(), truth, new SplittableRandom(9)).total();
        JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape(), DataType.FLOAT32), false, false);
        GradientMode.turnOff();
        return loss.getFloat();
    }

    @Test
    void everyParameterLearnsFromAnImageWithAndOneWithoutObjects() {
        MaskRcnn detector = detector(Precision.FLOAT32, 0.05f);
        float loss = train(detector, List.of(object(), nothing(70, 50)));
        assertThat(loss).isFinite().isPositive();
        Map<String, NDArray> parameters = Parameters.trainable(detector);
        parameters.forEach((name, parameter) -> assertThat(
                        parameter.getGradient().abs().sum().getFloat())
                .as(name)
                .isFinite()
                .isPositive());
        parameters
                .values()
                .forEach(parameter -> parameter.subi(parameter.getGradient().muli(0.02f)));
        assertThat(train(detector, List.of(object(), nothing(70, 50)))).isLessThan(loss);
    }

    @Test
    void withoutAnyObjectBoxesAndMasksCostNothing() {
        MaskRcnn detector = detector(Precision.FLOAT32, 0.05f);
        List<GroundTruth> nothing = List.of(nothing(60, 80), nothing(70, 50));
        assertThat(train(detector, nothing)).isFinite().isPositive();
        MaskRcnn.Losses losses = detector.losses(images(), nothing, new SplittableRandom(9));
        assertThat(losses.proposals().boxes().getFloat()).isZero();
        assertThat(losses.detections().boxes().getFloat()).isZero();
        assertThat(losses.detections().masks().getFloat()).isZero();
    }

    @Test
    void findsBoxesWithinTheImagesAndNothingWhereNoScoreIsHighEnough() {
        for (MaskRcnn.Found found : detector(Precision.FLOAT32, 0.05f).detect(images())) {
            assertThat(found.objects().size()).isBetween(1, 5);
            assertThat(Objects.requireNonNull(found.masks()).getShape())
                    .isEqualTo(new Shape(found.objects().size(), 1, 8, 8));
            assertThat(found.objects().boxes().clipped(new PixelSize(80, 80)))
                    .isEqualTo(found.objects().boxes());
            assertThat(found.objects().labels()).containsAnyOf(1, 2).doesNotContain(0);
        }
        for (MaskRcnn.Found found : detector(Precision.FLOAT32, 1).detect(images())) {
            assertThat(found.objects().size()).isZero();
            assertThat(Objects.requireNonNull(found.masks()).getShape()).isEqualTo(new Shape(0, 1, 8, 8));
            assertThat(MaskPaste.paste(
                                    Objects.requireNonNull(found.masks()),
                                    found.objects().boxes(),
                                    new PixelSize(60, 80))
                            .getShape())
                    .isEqualTo(new Shape(0, 1, 60, 80));
        }
    }

    @Test
    void onlyResultsStayWithTheImages() {
        MaskRcnn detector = detector(Precision.FLOAT32, 0.05f);
        List<NDArray> images = images();
        List<GroundTruth> truth = List.of(object(), nothing(70, 50));
        int before = manager.getManagedArrays().size();
        detector.detect(images)
                .forEach(found -> Objects.requireNonNull(found.masks()).close());
        assertThat(manager.getManagedArrays()).hasSize(before);
        MaskRcnn.Losses losses = detector.losses(images, truth, new SplittableRandom(9));
        assertThat(manager.getManagedArrays())
                .hasSize(before + 5)
                .contains(losses.proposals().objectness());
    }

    /** The backward pass comes after everything between was closed; what it reads must still be what it was. */
    @Test
    void gradientsOutliveJavasMemory() throws InterruptedException {
        MaskRcnn detector = detector(Precision.FLOAT32, 0.05f);
        MaskRcnn other = detector(Precision.FLOAT32, 0.05f);
        train(other, List.of(object(), nothing(70, 50)));
        GradientMode.turnOn();
        NDArray loss = detector.losses(images(), List.of(object(), nothing(70, 50)), new SplittableRandom(9))
                .total();
        System.gc();
        for (int i = 0; i < 64; i++) {
            Thread.sleep(2);
            long[] waste = new long[1 << i % 16];
            Arrays.fill(waste, Long.MAX_VALUE);
            manager.create(waste);
        }
        JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape(), DataType.FLOAT32), false, false);
        GradientMode.turnOff();
        Map<String, NDArray> expected = Parameters.trainable(other);
        Parameters.trainable(detector)
                .forEach((name, parameter) -> assertThat(parameter
                                .getGradient()
                                .allClose(
                                        Objects.requireNonNull(expected.get(name))
                                                .getGradient(),
                                        1e-4,
                                        1e-6,
                                        false))
                        .as(name)
                        .isTrue());
    }

    /** Separable sums are RoI align over the mask. */
    @Test
    void maskTargetsAreThoseOfRoiAlign() {
        NDArray masks =
                manager.randomUniform(0, 1, new Shape(2, 30, 40)).gt(0.5f).toType(DataType.FLOAT32, false);
        Boxes boxes = Boxes.of(3, 4, 25.5f, 20, -2, 5, 60, 29, 10, 10, 11, 10.5f);
        int[] objects = {1, 0, 1};
        for (boolean aligned : new boolean[] {false, true}) {
            NDArray expected = new RoiAlign(8, 8, 0, aligned)
                    .pool(masks.expandDims(1), boxes, objects, 1)
                    .squeeze(1);
            NDArray made = new MaskTargets(8, aligned)
                    .project(ObjectMasks.of(masks.toType(DataType.INT64, true)), objects, boxes, manager);
            assertThat(made.allClose(expected, 1e-5, 1e-6, false)).isTrue();
        }
    }

    @Test
    void refusesObjectsThatAreNone() {
        NDArray mask = manager.zeros(new Shape(1, 6, 8), DataType.INT64);
        Boxes sound = Boxes.of(1, 1, 4, 4);
        assertThatThrownBy(() -> new GroundTruth(sound, new int[] {0}, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("background");
        assertThatThrownBy(() -> new GroundTruth(Boxes.of(1, 4, 4, 4), new int[] {1}, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no area");
    }

    @Test
    void lossesInBFloat16AreNearThoseInFloat32() {
        float exact = train(detector(Precision.FLOAT32, 0.05f), List.of(object(), nothing(70, 50)));
        float rounded = train(detector(Precision.BFLOAT16, 0.05f), List.of(object(), nothing(70, 50)));
        assertThat(rounded).isNotEqualTo(exact).isCloseTo(exact, within(0.02f * exact));
    }

    @Test
    void shapesAreThoseOfTheMaps() {
        NetworkContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(2));
        ResNetShape shape = new ResNetShape(ResNetShape.Unit.BASIC, List.of(1, 1, 1), List.of(4, 6, 8), 0);
        PyramidBackbone backbone = new PyramidBackbone(context, new ResNetMaps(context, shape), 5);
        Shape images = new Shape(2, 3, 67, 90);
        assertThat(backbone.forward(manager.zeros(images), false).stream().map(NDArray::getShape))
                .isEqualTo(backbone.shapes(images));
    }

    @Test
    void layersStartAsTorchvisionsDo() {
        NetworkContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(2));
        Map<String, NDArray> rpn = Parameters.state(new RpnHead(context, 64, 3, 1));
        assertDeviation(rpn, "conv.0.0.weight", 0.01);
        Map<String, NDArray> pyramid = Parameters.state(new FeaturePyramid(context, List.of(32, 96), 64, true));
        assertDeviation(pyramid, "inner_blocks.1.0.weight", 1 / Math.sqrt(96));
        assertDeviation(pyramid, "layer_blocks.0.0.weight", 1 / Math.sqrt(64 * 9));
        assertThat(Objects.requireNonNull(pyramid.get("layer_blocks.0.0.weight"))
                        .abs()
                        .max()
                        .getFloat())
                .isLessThanOrEqualTo((float) Math.sqrt(3.0 / (64 * 9)));
        Map<String, NDArray> masks = Parameters.state(new MaskHead(context, 24, List.of(64)));
        assertDeviation(masks, "0.0.weight", Math.sqrt(2.0 / (64 * 9)));
        Map<String, NDArray> predictor = Parameters.state(new MaskHead.Predictor(context, 64, 48, 20));
        assertDeviation(predictor, "conv5_mask.weight", Math.sqrt(2.0 / (64 * 4)));
        assertDeviation(predictor, "mask_fcn_logits.weight", Math.sqrt(2.0 / 20));
        Map<String, NDArray> boxes = Parameters.state(new BoxHead(context, 100, 64));
        assertDeviation(boxes, "fc6.weight", 1 / Math.sqrt(3 * 100));
    }

    /** Within five standard errors, for the worst of the distributions here. */
    private static void assertDeviation(Map<String, NDArray> state, String name, double expected) {
        NDArray weight = Objects.requireNonNull(state.get(name));
        double deviation = Math.sqrt(weight.square().mean().getFloat());
        assertThat(deviation).as(name).isCloseTo(expected, within(5 * expected / Math.sqrt(2.0 * weight.size())));
        assertThat((double) weight.mean().getFloat())
                .as(name)
                .isCloseTo(0, within(5 * expected / Math.sqrt(weight.size())));
    }
}
