package io.peco4j.tasks.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.video.VideoAttention;
import io.peco4j.nn.video.VideoClassifier;
import io.peco4j.nn.video.ViewScores;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VideoNetworkTest {
    private static final int CLASSES = 3;

    private final NDManager manager = NDManager.newBaseManager();
    private final NetworkContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));

    @AfterEach
    void close() {
        manager.close();
    }

    private VisionTransformer encoder(RelativeBias bias) {
        return new VisionTransformer(
                context,
                new VitConfig(
                        16,
                        4,
                        2,
                        BlockShape.plain(16, 2),
                        Positions.LEARNED,
                        bias,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    private static VideoOptions options(int image, double shortest, double longest, double layerDecay) {
        return new VideoOptions(
                4,
                FramePicking.STRETCH,
                Optional.of(2),
                Optional.of(30.0),
                Optional.of(image),
                shortest,
                longest,
                true,
                VideoAttention.DIVIDED,
                0,
                layerDecay,
                layerDecay == 1,
                Optional.of(1),
                1,
                ViewScores.Ensemble.SUM,
                0,
                Recipe.sgd(RateSchedule.constant(0.1)));
    }

    @Test
    void attentionAlongTimeStartsAsACopyThatWritesNothing() {
        VisionTransformer encoder = encoder(RelativeBias.NONE);
        VideoClassifier model = VideoNetwork.of(options(16, 1, 1, 1), encoder, CLASSES, context);
        Map<String, NDArray> state = model.state();
        assertThat(values(state, "blocks.1.temporal_attn.qkv.weight"))
                .isEqualTo(values(encoder.state(), "blocks.1.attn.qkv.weight"));
        assertThat(values(state, "cls_token")).isEqualTo(values(encoder.state(), "cls_token"));
        assertThat(values(state, "blocks.0.temporal_fc.weight")).containsOnly(0);
        assertThat(values(state, "time_embed")).containsOnly(0);
    }

    private static float[] values(Map<String, NDArray> state, String name) {
        return Objects.requireNonNull(state.get(name), name).toFloatArray();
    }

    @Test
    void encodersOfOtherBlocksAndFramesThatDoNotFitAreRefused() {
        assertThat(problems(options(16, 1, 1, 1), RelativeBias.SHARED)).containsExactly("PECO-180");
        assertThat(problems(options(18, 1.2, 1.1, 1), RelativeBias.NONE)).containsExactly("PECO-181", "PECO-182");
    }

    private List<String> problems(VideoOptions options, RelativeBias bias) {
        return catchThrowableOfType(
                        InvalidInputException.class, () -> VideoNetwork.of(options, encoder(bias), CLASSES, context))
                .problems()
                .stream()
                .map(Problem::code)
                .toList();
    }

    @Test
    void layersOfTimeLearnWithTheirBlocks() {
        VisionTransformer encoder = encoder(RelativeBias.NONE);
        VideoOptions options = options(16, 1, 1, 0.5);
        VideoClassifier model = VideoNetwork.of(options, encoder, CLASSES, context);
        List<ParameterGroup> groups = VideoNetwork.groups(options, encoder, model);
        assertThat(groups.stream().mapToInt(group -> group.parameters().size()).sum())
                .isEqualTo(model.trainable().size());
        assertThat(scale(groups, "time_embed")).isEqualTo(0.125);
        assertThat(scale(groups, "blocks.0.temporal_fc.weight")).isEqualTo(0.25);
        assertThat(scale(groups, "head.weight")).isEqualTo(1);
        assertThat(decays(groups, "time_embed")).isFalse();
        assertThat(decays(groups, "blocks.1.temporal_norm1.weight")).isFalse();
        assertThat(decays(groups, "blocks.1.temporal_attn.qkv.weight")).isTrue();
    }

    private static ParameterGroup group(List<ParameterGroup> groups, String name) {
        return groups.stream()
                .filter(group -> group.parameters().containsKey(name))
                .findFirst()
                .orElseThrow();
    }

    private static double scale(List<ParameterGroup> groups, String name) {
        return group(groups, name).learningRateScale();
    }

    private static boolean decays(List<ParameterGroup> groups, String name) {
        return group(groups, name).weightDecay();
    }
}
