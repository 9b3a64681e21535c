package io.peco4j.pretraining.supervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.learn.Augmentation;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.transformer.TableResize;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.checkpoint.Formats;
import io.peco4j.pretraining.control.NoPretraining;
import io.peco4j.pretraining.vit.FreshWeights;
import io.peco4j.pretraining.vit.VitEncoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedFrameworkTest {
    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Touvron et al. 2020, table 9, for a batch of 1024; the last rates are those of their code. */
    @Test
    void defaultsAreDeits() {
        SupervisedOptions options = options("");
        assertThat(options.augmentation())
                .isEqualTo(new Augmentation(0.8, 1, Mixing.Per.BATCH, 0.1, 0.08, 9, 0.3, 0.25));
        assertThat(options.repeats()).isEqualTo(3);
        assertThat(options.recipe())
                .isEqualTo(Recipe.adamW(RateSchedule.cosineFromStart(2 * 5e-4).withMinimum(1e-5))
                        .withEpochs(300)
                        .withBatch(1024)
                        .withWarmup(Warmup.ofEpochs(5).from(1e-3)));
        assertThat(options("preset = tiny").repeats()).isEqualTo(1);
    }

    /** One block of width D on T tokens, the class token among them: a multiply-add counts two, and backward twice. */
    @Test
    void operationsAreThoseOfACountByHand() {
        long d = 192;
        long t = 1 + 4;
        long patches = 2 * 4 * (3 * 8 * 8) * d;
        long attention = 2 * t * d * 3 * d + 2 * (2 * t * t * d) + 2 * t * d * d;
        long perceptron = 2 * (2 * t * d * 4 * d);
        long head = 2 * d * 7;
        Learner learner = framework("", encoder(Optional.empty()), new Classes(7, 64))
                .learner()
                .orElseThrow();
        assertThat(learner.flopsPerExample()).isEqualTo(3.0 * (patches + attention + perceptron + head));
    }

    @Test
    void encoderAndHeadTravelUnderTimmsNames(@TempDir Path folder) {
        VitEncoder encoder = encoder(Optional.empty());
        Map<String, NDArray> state = framework("", encoder, new Classes(7, 64))
                .learner()
                .orElseThrow()
                .state();
        assertThat(state).containsKeys("cls_token", "norm.weight", "head.weight", "head.bias");
        Path ours = folder.resolve("ours.safetensors");
        Path theirs = folder.resolve("theirs.safetensors");
        Safetensors.write(ours, state, Map.of());
        try (Checkpoint checkpoint = Checkpoint.open(ours);
                WeightFile exported = checkpoint.as(Formats.of("timm"))) {
            assertThat(exported.tensors().keySet()).isEqualTo(state.keySet());
            Safetensors.write(theirs, exported, Map.of(), written -> {});
        }

        VitClassifier other = new VitClassifier(
                encoder(Optional.empty()), new ClassifierHead(context(5), Pooling.CLASS_TOKEN, encoder.width(), 7));
        try (Checkpoint checkpoint = Checkpoint.open(theirs)) {
            assertThat(checkpoint.format().id()).isEqualTo("timm");
            assertThat(checkpoint.loadInto(other.state())).isEmpty();
        }
        NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 16, 16));
        VitClassifier model = new VitClassifier(encoder, other.head());
        assertThat(other.logits(images, false)).isEqualTo(model.logits(images, false));

        VitEncoder continued = encoder(Optional.of(theirs));
        assertThat(continued.isPretrained()).isTrue();
        assertThat(continued.twin(context(6)).isPretrained()).isTrue();
        assertThat(continued.state()).isEqualTo(encoder.state());
        assertThatThrownBy(() -> new NoPretraining(new NoPretraining.Options(), continued))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-149");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        VitEncoder encoder = encoder(Optional.empty());
        assertThatThrownBy(() -> framework("batch = 3", encoder, new Classes(1, 64)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        thrown -> assertThat(thrown.problems())
                                .extracting(Problem::code)
                                .containsExactly("PECO-220", "PECO-151"));
        assertThatThrownBy(() -> framework("", encoder, new Classes(2, 3))).hasMessageContaining("PECO-151");
        assertThatThrownBy(() -> framework("batch = 64, micro-batch = 2", encoder, new Classes(2, 64)))
                .hasMessageContaining("PECO-151");
        assertThat(framework("batch = 3, mixup = 0, cutmix = 0", encoder, new Classes(2, 64))
                        .learner())
                .hasValueSatisfying(learner -> assertThat(learner.repeats()).isEqualTo(3));
    }

    private SupervisedFramework framework(String options, VitEncoder encoder, Classes data) {
        return new SupervisedFramework(options(options), encoder, data, context(3));
    }

    private VitEncoder encoder(Optional<Path> weights) {
        return new VitEncoder(
                new VitEncoder.Options(
                        VitSize.TINY,
                        1,
                        8,
                        16,
                        Positions.LEARNED,
                        FreshWeights.AUTO,
                        RelativeBias.NONE,
                        TableResize.GEOMETRIC,
                        0,
                        0,
                        true,
                        weights),
                context(1));
    }

    private static SupervisedOptions options(String text) {
        return OptionsBinder.bind(
                        SupervisedOptions.class, ConfigFactory.parseString(text), ConfigFactory.empty(), "pretraining")
                .get();
    }

    private StandaloneContext context(long seed) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
    }
}
