package io.peco4j.nn.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TimeSformerTest {
    private static final BlockShape BLOCK = BlockShape.plain(64, 4);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
        manager.getEngine().setRandomSeed(4);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Relative Frobenius errors: 1% of the logits, 2% of each gradient. */
    @ParameterizedTest
    @EnumSource
    void bfloat16StaysCloseToFloat32(VideoAttention attention) {
        TimeSformer exact = network(Precision.FLOAT32, attention, 0);
        TimeSformer half = network(Precision.BFLOAT16, attention, 0);
        Parameters.state(exact).forEach((name, weight) -> {
            if (name.contains("temporal_fc") || name.equals("time_embed")) {
                weight.addi(manager.randomNormal(0, 0.1f, weight.getShape(), weight.getDataType()));
            }
        });
        Weights.copyInto(Parameters.state(half), Parameters.state(exact));
        NDArray videos = manager.randomUniform(0, 1, new Shape(3, 3, 4, 32, 32));
        NDArray cotangent = manager.randomNormal(new Shape(3, 5));
        NDArray expected = Gradients.backward(() -> exact.forward(videos, true), cotangent);
        NDArray found = Gradients.backward(() -> half.forward(videos, true), cotangent);
        assertThat(Gradients.relativeError(found, expected)).isBetween(1e-6, 0.01);
        Map<String, NDArray> gradients = Parameters.trainable(half);
        Parameters.trainable(exact).forEach((name, weight) -> {
            double error =
                    Gradients.relativeError(Gradients.take(Gradients.named(gradients, name)), Gradients.take(weight));
            assertThat(error).as(name).isLessThan(0.02);
        });
    }

    /**
     * Nothing happens along time yet, and the class token takes the mean over equal frames: the image model's result.
     */
    @Test
    void startedFromAnImageModelItSeesAStillVideoAsThePicture() {
        VisionTransformer image = new VisionTransformer(context(Precision.FLOAT32), imageModel(64));
        TimeSformer video = network(Precision.FLOAT32, VideoAttention.DIVIDED, 0);
        List<String> adapted = video.startFrom(image.state());
        assertThat(adapted)
                .anyMatch(line -> line.startsWith("blocks.1.temporal_attn.qkv.weight "))
                .anyMatch(line -> line.startsWith("head.weight "));
        NDArray pictures = manager.randomUniform(0, 1, new Shape(2, 3, 32, 32));
        NDArray still = pictures.expandDims(2).repeat(2, 4);
        NDArray tokens = image.encode(pictures, Masking.none(), false);
        assertThat(Gradients.relativeError(video.features(still, false), tokens.get(":, 0")))
                .isLessThan(1e-5);
    }

    @Test
    void aModelOfAnotherWidthIsRefusedAsAWhole() {
        VisionTransformer image = new VisionTransformer(context(Precision.FLOAT32), imageModel(32));
        TimeSformer video = network(Precision.FLOAT32, VideoAttention.DIVIDED, 0);
        Map<String, NDArray> before = new LinkedHashMap<>();
        Parameters.state(video).forEach((name, weight) -> before.put(name, weight.duplicate()));
        assertThatThrownBy(() -> video.startFrom(image.state()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .hasSizeGreaterThan(20)
                                .allMatch(problem -> problem.code().equals("PECO-307")));
        assertThat(Parameters.state(video)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void branchesDropOutInTrainingOnly(VideoAttention attention) {
        TimeSformer network = network(Precision.FLOAT32, attention, 0.6);
        NDArray same = manager.randomUniform(0, 1, new Shape(1, 3, 4, 32, 32)).repeat(0, 12);
        assertThat(spread(network.forward(same, false))).isLessThan(1e-5);
        assertThat(spread(network.forward(same, true))).isGreaterThan(1e-4);
    }

    /** How far the rows are from their mean. */
    private static double spread(NDArray rows) {
        return rows.sub(rows.mean(new int[] {0}, true)).abs().max().getFloat();
    }

    private static VitConfig imageModel(int width) {
        return new VitConfig(
                32,
                8,
                2,
                BlockShape.plain(width, 4),
                Positions.LEARNED,
                RelativeBias.NONE,
                0,
                Start.BEIT,
                false,
                Normalisation.IMAGENET);
    }

    private TimeSformer network(Precision precision, VideoAttention attention, double dropPath) {
        TimeSformerConfig config =
                new TimeSformerConfig(32, 8, 4, 5, 2, BLOCK, attention, dropPath, Normalisation.IMAGENET);
        return new TimeSformer(context(precision), config);
    }

    private NetworkContext context(Precision precision) {
        return new StandaloneContext(manager, precision, new SplittableRandom(4));
    }
}
