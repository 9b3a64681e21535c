package io.peco4j.tasks.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Box;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.detection.PixelSize;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DetectionTaskTest {
    private static final String SMALL = "preset = tiny, short-side = 24, long-side = 40, channels = 8, head-width = 16,"
            + " mask-convolutions = 1, proposals = 16, test-proposals = 16";

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static DetectionOptions options(String text) {
        return OptionsBinder.bind(
                        DetectionOptions.class, ConfigFactory.parseString(text), ConfigFactory.empty(), "detection")
                .get();
    }

    private VisionTransformer encoder(Positions positions) {
        // MoCo v3's table of pictures that are no square has no form for others.
        VitConfig config = new VitConfig(
                16,
                4,
                4,
                BlockShape.plain(16, 2),
                positions,
                RelativeBias.NONE,
                0,
                Start.BEIT,
                false,
                Normalisation.IMAGENET);
        return new VisionTransformer(
                context(), positions == Positions.SIN_COS_MOCO ? config.withImage(new PictureSize(16, 32)) : config);
    }

    private StandaloneContext context() {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    private DetectionTask task(String options, Dataset data) {
        return new DetectionTask(options(options), encoder(Positions.LEARNED), data, context());
    }

    @Test
    void aFreshDetectorScoresNextToNothing() {
        DrawnObjects data = DrawnObjects.of(12);
        Findings findings = task(SMALL + ", score = 0, shown = 3", data).findings(data);
        assertThat(findings.scores())
                .extracting(Score::name)
                .startsWith("box AP")
                .contains("mask AP");
        assertThat(findings.scores())
                .filteredOn(score -> score.name().endsWith(" AP"))
                .allSatisfy(score -> assertThat(score.value()).as(score.name()).isBetween(0.0, 5.0));
        // Two columns a picture, two pictures a row.
        RgbImage sheet = findings.pictures().get(0).image();
        assertThat(sheet.width()).isGreaterThan(4 * 384);
        assertThat(sheet.height()).isBetween(2 * 384, 3 * 384);
    }

    @Test
    void whereObjectsHaveNoMaskNoneAreLearned() {
        DrawnObjects data = new DrawnObjects(2, false, List.of("red", "green"), true);
        DetectionTask task = task(SMALL, data);
        assertThat(task.learner().orElseThrow().state().keySet()).noneMatch(name -> name.contains("mask_"));
        assertThat(task.findings(data).scores()).extracting(Score::name).allMatch(name -> name.startsWith("box"));
        assertThat(task(SMALL + ", masks = false", DrawnObjects.of(2))
                        .learner()
                        .orElseThrow()
                        .state()
                        .keySet())
                .noneMatch(name -> name.contains("mask_"));
    }

    /** The layer decay of an encoder under its prefix; batch norm of the pyramid is part of the state. */
    @Test
    void layersLearnAtRatesOfTheirOwn() {
        Learner learner = task(SMALL + ", layer-decay = 0.5", DrawnObjects.of(2))
                .learner()
                .orElseThrow();
        assertThat(learner.objectives().get(0).groups())
                .filteredOn(group -> group.parameters().containsKey("backbone.body.patch_embed.proj.weight"))
                .extracting(ParameterGroup::learningRateScale)
                .containsExactly(Math.pow(0.5, 5));
        assertThat(learner.objectives().get(0).groups())
                .filteredOn(group -> group.parameters().containsKey("roi_heads.mask_head.0.0.weight"))
                .extracting(ParameterGroup::learningRateScale)
                .containsExactly(1.0);
        assertThat(learner.state()).containsKey("backbone.body.fpn1.1.running_mean");
    }

    @Test
    void boxesAndMasksMoveWithThePicture() {
        Preparation preparation = task(SMALL + ", flip = 1", DrawnObjects.of(2))
                .learner()
                .orElseThrow()
                .preparation();
        Example.Detected example = DrawnObjects.picture(4, true);
        Instance crowd = new Instance(1, new Box(0, 0, 5, 5), true, Optional.empty());
        Example.Detected crowded = new Example.Detected(
                example.image(),
                List.of(example.objects().get(0), crowd, example.objects().get(1)));
        Sample sample = preparation.prepare(crowded, new SplittableRandom(3));
        ObjectRow row = ObjectRow.of(new DrawnObjects.Rows(List.of(sample), new long[] {0}, manager))
                .get(0);
        // 40 x 32 pixels with a short side of 24.
        assertThat(row.size()).isEqualTo(new PixelSize(24, 30));
        assertThat(row.objects()).hasSize(3);
        Box before = example.objects().get(0).box();
        Box after = row.objects().get(0).box();
        assertThat(after.left()).isCloseTo(30 - 0.75f * before.right(), offset(1e-4f));
        assertThat(after.top()).isCloseTo(0.75f * before.top(), offset(1e-4f));
        InstanceMask mask = row.objects().get(0).mask().orElseThrow();
        assertThat(row.pixels(mask).bounds().x()).isCloseTo(after.left(), offset(1.0));
        assertThat(row.truth().labels()).as("crowds are not learned").containsExactly(1, 2);
    }

    @Test
    void allThatDoesNotFitIsSaidAtOnce() {
        DrawnObjects data = new DrawnObjects(2, false, List.of(), false);
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class,
                () -> new DetectionTask(
                        options("short-side = 90, long-side = 60, smallest-short-side = 95, masks = true,"
                                + " layers = [1, 3, 2, 4]"),
                        encoder(Positions.SIN_COS_MOCO),
                        data,
                        context()));
        assertThat(thrown.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "PECO-109", "PECO-109", "PECO-175", "PECO-176", "PECO-177", "PECO-179", "PECO-221");
    }
}
