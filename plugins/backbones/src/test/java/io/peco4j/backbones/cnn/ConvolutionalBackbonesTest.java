package io.peco4j.backbones.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.api.train.Warmup;
import io.peco4j.backbones.LoneBackbone;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.moco.TwoViews;
import io.peco4j.nn.optim.Lars;
import io.peco4j.nn.weights.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvolutionalBackbonesTest {
    private static final String SMALL_RESNET = "width = 4, blocks = [1, 1, 1, 1], image = 32, ";
    private static final String SMALL_VGG = "width = 4, image = 32, ";
    private static final String TRAINING = "training { hidden = 24, dim = 8, batch = 4 }";

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theEndsOfStagesHaveTheShapesOfThePaper() {
        NDArray images = pictures(2, 32);
        assertThat(resnet(SMALL_RESNET + "start = random").features(images))
                .extracting(NDArray::getShape)
                .containsExactly(
                        new Shape(2, 16, 8, 8),
                        new Shape(2, 32, 4, 4),
                        new Shape(2, 64, 2, 2),
                        new Shape(2, 128, 1, 1));
        assertThat(vgg(SMALL_VGG + "start = random").features(images))
                .extracting(NDArray::getShape)
                .containsExactly(
                        new Shape(2, 4, 32, 32),
                        new Shape(2, 8, 16, 16),
                        new Shape(2, 16, 8, 8),
                        new Shape(2, 32, 4, 4),
                        new Shape(2, 32, 2, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50", "vgg16"})
    void fewerLayersAreTheSameMapsForLessWork(String id) {
        PerceptualBackbone all = small(id, "start = random");
        PerceptualBackbone two = small(id, "start = random, layers = [1, 3]");
        NDArray images = pictures(2, 32);
        List<NDArray> maps = all.features(images);
        List<NDArray> picked = two.features(images);
        assertThat(picked).hasSize(2);
        assertThat(picked.get(0)).isEqualTo(maps.get(0));
        assertThat(picked.get(1)).isEqualTo(maps.get(2));
        assertThat(two.flopsPerImage()).isPositive().isLessThan(all.flopsPerImage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50", "vgg16"})
    void aPictureIsJudgedAloneAndWeightsStayWithoutGradient(String id) {
        PerceptualBackbone backbone = small(id, "start = random" + (id.equals("vgg16") ? ", norm = true" : ""));
        NDArray pair = pictures(2, 32);
        List<NDArray> together = backbone.features(pair);
        List<NDArray> alone = backbone.features(pair.get("1:2"));
        for (int i = 0; i < alone.size(); i++) {
            NDArray difference = together.get(i).get("1:2").sub(alone.get(i));
            assertThat(difference.abs().max().getFloat())
                    .isLessThanOrEqualTo(1e-4f * alone.get(i).abs().max().getFloat());
        }
        pair.setRequiresGradient(true);
        GradientMode.on(() -> {
            List<NDArray> maps = backbone.features(pair);
            NDArray sum = maps.get(maps.size() - 1).sum();
            JniUtils.backward((PtNDArray) sum, (PtNDArray) manager.ones(new Shape()), false, false);
        });
        assertThat(pair.getGradient().abs().sum().getFloat()).isPositive();
        assertThat(backbone.state().values()).noneMatch(NDArray::hasGradient);
        assertThat(backbone.learner()).isEmpty();
    }

    /** As MoCo v3 writes them: two copies, one a moving average, heads of their own. */
    @Test
    void readsWeightsOfMocoV3(@TempDir Path temp) {
        Map<String, NDArray> wanted = resnet(SMALL_RESNET + "start = random").state();
        Map<String, NDArray> file = new LinkedHashMap<>();
        wanted.forEach((name, tensor) -> {
            file.put("module.base_encoder." + name, tensor.add(1));
            file.put("module.momentum_encoder." + name, tensor);
        });
        file.put("module.base_encoder.fc.0.weight", manager.ones(new Shape(8, 128)));
        file.put("module.predictor.0.weight", manager.ones(new Shape(8, 8)));
        Path path = temp.resolve("r-50-100ep.safetensors");
        Safetensors.write(path, file, Map.of());
        Map<String, NDArray> loaded =
                resnet(SMALL_RESNET + "weights = \"" + path + "\"").state();
        wanted.forEach((name, tensor) -> assertThat(loaded.get(name)).as(name).isEqualTo(tensor.add(1)));
    }

    /** torchvision's file has a classifier beside the features. */
    @Test
    void readsWeightsOfTorchvision(@TempDir Path temp) {
        Map<String, NDArray> wanted = vgg(SMALL_VGG + "start = random").state();
        Map<String, NDArray> file = new LinkedHashMap<>(wanted);
        file.put("classifier.0.weight", manager.ones(new Shape(8, 8)));
        file.put("classifier.0.bias", manager.ones(new Shape(8)));
        Path path = temp.resolve("vgg16.safetensors");
        Safetensors.write(path, file, Map.of());
        Map<String, NDArray> loaded =
                vgg(SMALL_VGG + "weights = \"" + path + "\"").state();
        assertThat(loaded).containsOnlyKeys(wanted.keySet()).containsKey("features.28.bias");
        wanted.forEach((name, tensor) -> assertThat(loaded.get(name)).as(name).isEqualTo(tensor));
    }

    @Test
    void weightsOfAnotherArchitectureAreRefusedWithWhatIsMissing(@TempDir Path temp) {
        Path path = temp.resolve("vgg16.safetensors");
        Safetensors.write(path, vgg(SMALL_VGG + "start = random").state(), Map.of());
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class, () -> resnet(SMALL_RESNET + "weights = \"" + path + "\""));
        assertThat(thrown.problems()).extracting(Problem::code).contains("PECO-305", "PECO-306");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50", "vgg16"})
    void withoutWeightsMocoTrainsAllOfIt(String id) {
        PerceptualBackbone backbone = small(id, TRAINING + (id.equals("vgg16") ? ", norm = true" : ""));
        assertThat(backbone.state().values()).noneMatch(NDArray::hasGradient);
        Learner learner = backbone.learner().orElseThrow();
        assertThat(backbone.learner()).containsSame(learner);
        Map<String, NDArray> state = learner.state();
        backbone.state().forEach((name, tensor) -> {
            boolean statistics = name.contains("running_") || name.endsWith("num_batches_tracked");
            assertThat(state.get("encoder." + name)).as(name).isSameAs(tensor);
            assertThat(tensor.hasGradient()).as(name).isEqualTo(!statistics);
        });
        NDArray before = features(backbone);
        try (Lars optimizer =
                new Lars(manager, learner.objectives().get(0).groups(), new Lars.Settings(0.9, 0.001, 1e-6))) {
            backward(learner);
            optimizer.step(9.6);
        }
        assertThat(features(backbone).sub(before).abs().max().getFloat()).isPositive();
        assertThat(backbone.state().entrySet().stream()
                        .filter(tensor -> tensor.getKey().endsWith("num_batches_tracked"))
                        .map(tensor -> tensor.getValue().getLong()))
                .as("batches in the statistics of norms: the two views, no look of the backbone")
                .isNotEmpty()
                .containsOnly(2L);
    }

    /** What the code of Chen, Xie and He 2021 puts on a ResNet: two maps each, no norm after the predictor's last. */
    @Test
    void theHeadsAreThoseOfAResNet() {
        Map<String, NDArray> state =
                resnet(SMALL_RESNET + TRAINING).learner().orElseThrow().state();
        assertThat(shapes(state, "projector."))
                .containsExactly(
                        entry("projector.0.weight", new Shape(24, 128)),
                        entry("projector.1.weight", new Shape(24)),
                        entry("projector.3.weight", new Shape(8, 24)));
        assertThat(shapes(state, "predictor."))
                .containsExactly(
                        entry("predictor.0.weight", new Shape(24, 8)),
                        entry("predictor.1.weight", new Shape(24)),
                        entry("predictor.3.weight", new Shape(8, 24)));
        assertThat(state).containsKey("projector.4.running_mean").doesNotContainKey("predictor.4.running_mean");
    }

    /**
     * Two views go forward and backward through the network and the heads, and forward through their momentum twins.
     */
    @Test
    void countsTheWorkOfATrainedPicture() {
        ResNet50Backbone backbone = resnet(SMALL_RESNET + TRAINING);
        double projector = 2.0 * (128 * 24 + 24 * 8);
        double predictor = 2.0 * (8 * 24 + 24 * 8);
        assertThat(backbone.learner().orElseThrow().flopsPerExample())
                .isEqualTo(2 * (4 * backbone.flopsPerImage() + 4 * projector + 3 * predictor));
    }

    /** Its code's settings for ResNet-50 and 100 epochs; the rate is 0.6 for each 256 pictures. */
    @Test
    void defaultsOfTheTrainingAreThoseOfMocoV3() {
        Recipe recipe = Recipe.lars(RateSchedule.continuousCosine(0.6 * 4096 / 256))
                .withEpochs(100)
                .withBatch(4096)
                .withWarmup(Warmup.ofEpochs(10))
                .withWeightDecay(1e-6);
        assertThat(bind(ContrastiveTraining.class, ""))
                .isEqualTo(new ContrastiveTraining(4096, 256, 0.99, 1, 0.2, recipe));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50", "vgg16"})
    void presetsAreSmallerNetworksWithTrainingsToMatch(String id) {
        double paper = alone(id, "image = 32").flopsPerImage();
        double tiny = alone(id, "image = 32, preset = tiny").flopsPerImage();
        assertThat(tiny).isLessThan(paper / 10);
    }

    @Test
    void aTrainingOfOnePictureIsRefusedWhenItIsPlanned() {
        assertThatThrownBy(() -> resnet(SMALL_RESNET + "training { batch = 9, micro-batch = 4 }")
                        .learner())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-140");
    }

    @Test
    void whatCannotBeIsAProblemOfTheStudy() {
        assertThat(problem(ResNet50Backbone.Options.class, "image = 32, layers = [5]"))
                .contains("1 to 4");
        assertThat(problem(ResNet50Backbone.Options.class, "image = 32, layers = [2, 1]"))
                .contains("[2, 1]");
        assertThat(problem(ResNet50Backbone.Options.class, "image = 32, blocks = [1, 1]"))
                .contains("has 2 stages");
        assertThat(problem(Vgg16Backbone.Options.class, "image = 32, layers = []"))
                .contains("names no stage");
        assertThat(problem(Vgg16Backbone.Options.class, "image = 8")).contains("16");
        assertThat(problem(Vgg16Backbone.Options.class, "image = 32, start = random, weights = a.pth"))
                .contains("contradicts");
    }

    private static String problem(Class<? extends Record> type, String written) {
        Problem problem = OptionsBinder.bind(
                        type, ConfigFactory.parseString(written), ConfigFactory.empty(), "backbone")
                .getError()
                .get();
        return problem.what() + "; " + problem.remedy();
    }

    private PerceptualBackbone small(String id, String more) {
        return alone(id, (id.equals("vgg16") ? SMALL_VGG : SMALL_RESNET) + more);
    }

    private PerceptualBackbone alone(String id, String written) {
        return id.equals("vgg16") ? vgg(written) : resnet(written);
    }

    private NDArray features(PerceptualBackbone backbone) {
        NDArray grey = manager.full(new Shape(1, 3, 32, 32), 0.4f);
        return backbone.features(grey).get(2);
    }

    private void backward(Learner learner) {
        Batch views = new Views(4, manager, Map.of(TwoViews.FIRST, pictures(4, 32), TwoViews.SECOND, pictures(4, 32)));
        GradientMode.on(() -> {
            Objective objective = learner.objectives().get(0);
            NDArray loss = objective
                    .loss(views, new Step(0, 10, 0, new SplittableRandom(1)))
                    .value();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(new Shape()), false, false);
        });
    }

    /** Of weights, by name. */
    private static Map<String, Shape> shapes(Map<String, NDArray> state, String prefix) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        state.forEach((name, tensor) -> {
            if (name.startsWith(prefix) && name.endsWith(".weight")) {
                shapes.put(name, tensor.getShape());
            }
        });
        return shapes;
    }

    private record Views(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }

    private ResNet50Backbone resnet(String written) {
        return new ResNet50Backbone(bind(ResNet50Backbone.Options.class, written), LoneBackbone.in(manager));
    }

    private Vgg16Backbone vgg(String written) {
        return new Vgg16Backbone(bind(Vgg16Backbone.Options.class, written), LoneBackbone.in(manager));
    }

    private static <R extends Record> R bind(Class<R> type, String written) {
        Config config = ConfigFactory.parseString(written);
        return OptionsBinder.bind(type, config, ConfigFactory.empty(), "backbone")
                .get();
    }

    private NDArray pictures(int count, int side) {
        return manager.randomUniform(0, 1, new Shape(count, 3, side, side), DataType.FLOAT32);
    }
}
