package io.peco4j.pretraining.dino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.peco4j.dsl.options.OptionsBinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DinoOptionsTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Caron et al. 2021, section 3.2, and the defaults of main_dino.py. */
    @Test
    void defaultsAreThePapers() {
        Recipe recipe = Recipe.adamW(RateSchedule.cosine(2e-3).withMinimum(1e-6))
                .withEpochs(300)
                .withBatch(1024)
                .withWarmup(Warmup.ofEpochs(10))
                .withWeightDecay(WeightDecay.between(0.04, 0.4))
                .withClipping(Clipping.each(3));
        assertThat(OptionsBinder.bind(DinoOptions.class, ConfigFactory.empty(), ConfigFactory.empty(), "dino")
                        .get())
                .isEqualTo(new DinoOptions(
                        65_536,
                        2048,
                        256,
                        true,
                        8,
                        96,
                        new CropScale(0.4, 1),
                        new CropScale(0.05, 0.4),
                        0.1,
                        0.07,
                        0.04,
                        30,
                        0.9,
                        0.996,
                        1,
                        DinoOptions.Result.TEACHER,
                        recipe));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(problems(
                        "local-size = 10, global-scale { min = 0.9, max = 0.4 }, local-scale { min = 0.5, max = 0.1 },"
                                + " freeze-last-layer = 3, epochs = 3",
                        TinyDino.encoder(manager, 0)))
                .extracting(problem -> problem.code() + " " + problem.what() + " -> " + problem.remedy())
                .containsExactly(
                        "PECO-145 local-size = 10 is no multiple of the encoder's patch, 4 -> local-size = 12",
                        "PECO-147 global-scale: the smallest part of a picture, min = 0.9, is larger than the largest,"
                                + " max = 0.4 -> global-scale { min = 0.4, max = 0.9 }",
                        "PECO-147 local-scale: the smallest part of a picture, min = 0.5, is larger than the largest,"
                                + " max = 0.1 -> local-scale { min = 0.1, max = 0.5 }",
                        "PECO-148 freeze-last-layer = 3 epochs, and the training is over by then: the last layer would"
                                + " never learn -> freeze-last-layer = 2 or less, or a longer training");
    }

    @Test
    void theValueThatWouldDoIsNamed() {
        assertThat(problems("local-size = 2", TinyDino.encoder(manager, 0)))
                .extracting(problem -> problem.what() + " -> " + problem.remedy())
                .containsExactly("local-size = 2 is smaller than a patch of 4 -> local-size = 4");
        assertThat(problems("local-size = 96", TinyDino.encoder(manager, 0)))
                .extracting(problem -> problem.what() + " -> " + problem.remedy())
                .containsExactly("local-size = 96 is larger than the encoder's pictures of 16 x 16 -> local-size = 8");
    }

    @Test
    void anEncoderOfOneSizeIsRefusedUnlessThereAreNoLocalCrops() {
        VisionEncoder encoder = ofOneSize(TinyDino.encoder(manager, 0));
        assertThat(problems("local-crops = 1", encoder))
                .extracting(Problem::code)
                .containsExactly("PECO-146");
        assertThat(TinyDino.framework(manager, "local-crops = 0", encoder).learner())
                .isPresent();
    }

    /** A length in steps has as many epochs as the data make of it. */
    @Test
    void aLastLayerThatStaysForAllStepsIsToldWhenTheDataAreKnown() {
        Dataset data = data(100);
        assertThat(TinyDino.options("steps = 20, batch = 10, freeze-last-layer = 2")
                        .problems(data))
                .extracting(Problem::code)
                .containsExactly("PECO-148");
        assertThat(TinyDino.options("steps = 21, batch = 10, freeze-last-layer = 2")
                        .problems(data))
                .isEmpty();
        assertThat(TinyDino.options("epochs = 1, batch = 10, freeze-last-layer = 2")
                        .problems(data))
                .as("what the constructor says")
                .isEmpty();
    }

    private List<Problem> problems(String options, VisionEncoder encoder) {
        return catchThrowableOfType(InvalidInputException.class, () -> TinyDino.framework(manager, options, encoder))
                .problems();
    }

    private static Dataset data(int examples) {
        return (Dataset) Proxy.newProxyInstance(
                Dataset.class.getClassLoader(), new Class<?>[] {Dataset.class}, (proxy, method, arguments) -> {
                    Split split = (Split) Proxy.newProxyInstance(
                            Split.class.getClassLoader(),
                            new Class<?>[] {Split.class},
                            (other, called, none) -> called.getName().equals("size") ? examples : null);
                    return method.getName().equals("split") ? split : null;
                });
    }

    private static VisionEncoder ofOneSize(VisionEncoder encoder) {
        return (VisionEncoder) Proxy.newProxyInstance(
                VisionEncoder.class.getClassLoader(),
                new Class<?>[] {VisionEncoder.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("encode")
                            && !PictureSize.of((NDArray) arguments[0]).equals(encoder.imageSize())) {
                        throw new UnsupportedOperationException("pictures of " + encoder.imageSize());
                    }
                    try {
                        return method.invoke(encoder, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
