package io.peco4j.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Map;
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
    void mapsHaveTheShapesThatTheySay() {
        VitMaps maps = maps();
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, SIDE, SIDE));
        List<Shape> shapes =
                maps.maps(images, false).stream().map(NDArray::getShape).toList();
        assertThat(shapes).isEqualTo(maps.shapes(images.getShape()));
        assertThatThrownBy(() -> maps.maps(manager.zeros(new Shape(1, 3, SIDE, 64)), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("96 x 96");
    }

    @Test
    void everyParameterOfADetectorOnThemLearns() {
        RpnSettings.Counts counts = new RpnSettings.Counts(40, 20);
        float[] zeros = new float[3];
        MaskRcnn detector = new MaskRcnn(
                context,
                new DetectionTransform(SIDE, SIDE, SIDE, zeros, new float[] {1, 1, 1}),
                new PyramidBackbone(context, maps(), 8),
                AnchorGenerator.pyramid(8, 16, 32, 48, 64),
                RpnSettings.standard(counts, counts),
                new RoiShape(8, 3, 3, 12, 4, List.of(6), 6, 0, true),
                RoiSettings.STANDARD);
        NDArray image = manager.randomUniform(0, 1, new Shape(3, 60, 80));
        NDArray mask = manager.zeros(new Shape(1, 60, 80), DataType.FLOAT32);
        mask.set(new NDIndex("0, 10:40, 20:60"), 1);
        GroundTruth truth = new GroundTruth(Boxes.of(20, 10, 60, 40), new int[] {2}, mask);

        GradientMode.turnOn();
        NDArray loss = detector.losses(List.of(image), List.of(truth), new SplittableRandom(9))
                .total();
        JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape()), false, false);
        GradientMode.turnOff();

        Map<String, NDArray> parameters = Parameters.trainable(detector);
        assertThat(parameters).containsKeys("backbone.body.cls_token", "backbone.body.fpn1.0.weight");
        parameters.forEach((name, parameter) -> {
            if (!name.startsWith("backbone.body.norm.")) {
                assertThat(parameter.getGradient().abs().sum().getFloat())
                        .as(name)
                        .isFinite()
                        .isPositive();
            }
        });
    }

    private VitMaps maps() {
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
        return new VitMaps(context, new VisionTransformer(context, config), List.of(1, 2, 3, 4));
    }
}
