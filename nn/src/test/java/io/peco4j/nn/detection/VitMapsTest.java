package io.peco4j.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A detector on the pyramid of a vision transformer. */
final class VitMapsTest {
    private static final int SIDE = 96;

    private final NDManager manager = NDManager.newBaseManager();
    private final NetworkContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(3));

    @AfterEach
    void close() {
        GradientMode.turnOff();
        manager.close();
    }

    @Test
    void mapsHaveTheShapesThatTheySayForPicturesOfAnySize() {
        VitMaps maps = new VitMaps(context, encoder(), List.of(1, 1, 3, 4));
        for (int width : new int[] {SIDE, 64, 160}) {
            NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, SIDE, width));
            List<Shape> shapes =
                    maps.maps(images, false).stream().map(NDArray::getShape).toList();
            assertThat(shapes).isEqualTo(maps.shapes(images.getShape()));
        }
    }

    @Test
    void fourBlocksAreSpreadOverTheEncoder() {
        assertThat(VitMaps.layers(12)).containsExactly(4, 6, 8, 12);
        assertThat(VitMaps.layers(24)).containsExactly(8, 12, 16, 24);
        assertThat(VitMaps.layers(1)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void everyParameterOfADetectorOnThemLearns() {
        NDArray mask = manager.zeros(new Shape(1, 60, 80), DataType.FLOAT32);
        mask.set(new NDIndex("0, 10:40, 20:60"), 1);
        VitDetector detector = detector(true);
        backward(detector, new GroundTruth(Boxes.of(20, 10, 60, 40), new int[] {2}, mask));
        assertThat(detector.trainable())
                .containsKeys("backbone.body.cls_token", "backbone.body.fpn1.0.weight")
                .doesNotContainKey("backbone.body.norm.weight");
        detector.trainable()
                .forEach((name, parameter) -> assertThat(
                                parameter.getGradient().abs().sum().getFloat())
                        .as(name)
                        .isFinite()
                        .isPositive());
    }

    /** An object without a mask teaches the box and nothing else. */
    @Test
    void masksThatAreNotKnownTeachNothing() {
        VitDetector detector = detector(true);
        ObjectMasks unknown = ObjectMasks.of(List.of(Optional.empty()), new PixelSize(60, 80));
        MaskRcnn.Losses losses = backward(detector, new GroundTruth(Boxes.of(20, 10, 60, 40), new int[] {2}, unknown));
        assertThat(losses.detections().masks().getFloat()).isZero();
        assertThat(losses.detections().boxes().getFloat()).isPositive();
        detector.trainable()
                .forEach((name, parameter) -> assertThat(
                                parameter.getGradient().abs().sum().getFloat() > 0)
                        .as(name)
                        .isEqualTo(!name.contains("mask_")));
    }

    @Test
    void aDetectorOfBoxesAloneHasNoMaskHead() {
        VitDetector detector = detector(false);
        assertThat(detector.state())
                .isNotEmpty()
                .allSatisfy((name, tensor) -> assertThat(name).doesNotContain("mask_"));
        NDArray image = manager.randomUniform(0, 1, new Shape(3, 60, 80));
        assertThat(detector.detect(List.of(image)).get(0).masks()).isNull();
        ObjectMasks unknown = ObjectMasks.of(List.of(Optional.empty()), new PixelSize(60, 80));
        backward(detector, new GroundTruth(Boxes.of(20, 10, 60, 40), new int[] {1}, unknown));
        detector.trainable()
                .forEach((name, parameter) -> assertThat(
                                parameter.getGradient().abs().sum().getFloat())
                        .as(name)
                        .isPositive());
    }

    private MaskRcnn.Losses backward(VitDetector detector, GroundTruth truth) {
        NDArray image = manager.randomUniform(0, 1, new Shape(3, 60, 80));
        GradientMode.turnOn();
        MaskRcnn.Losses losses = detector.losses(List.of(image), List.of(truth), new SplittableRandom(9), true);
        NDArray loss = losses.total();
        JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape()), false, false);
        GradientMode.turnOff();
        return losses;
    }

    private VitDetector detector(boolean masks) {
        RpnSettings.Counts counts = new RpnSettings.Counts(40, 20);
        DetectorShape shape =
                DetectorShape.standard(VitMaps.layers(4), 2, masks, new DetectorShape.Widths(8, 12, 1), counts, counts);
        return new VitDetector(context, encoder(), shape.withDetections(0, 5));
    }

    private VisionTransformer encoder() {
        VitConfig config = new VitConfig(
                SIDE,
                16,
                4,
                BlockShape.plain(8, 2),
                Positions.LEARNED,
                RelativeBias.NONE,
                0,
                Start.BEIT,
                false,
                Normalisation.NONE);
        return new VisionTransformer(context, config);
    }
}
