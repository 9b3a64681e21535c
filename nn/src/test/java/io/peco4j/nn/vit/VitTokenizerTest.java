package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.VqModel;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tokenizer whose encoder and decoder are vision transformers. */
final class VitTokenizerTest {
    private static final int LATENT = 12;
    private static final int STEPS = 60;

    private final NDManager manager = NDManager.newBaseManager();
    private final StandaloneContext context =
            new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
        JniUtils.setSeed(3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void itsHalvesLearnToInvertEachOther() {
        VqModel model = model(4);
        NDArray images = pictures();
        ParameterGroup all = new ParameterGroup("all", Parameters.trainable(model), 1, false);
        float first = 0;
        float last = 0;
        try (AdamW optimiser = new AdamW(manager, List.of(all), new AdamW.Settings(0.9, 0.99, 1e-8, 0))) {
            for (int step = 0; step < STEPS; step++) {
                NDArray loss = Gradients.backward(
                        () -> model.decode(model.encode(images, true), true)
                                .sub(images)
                                .square()
                                .mean(),
                        manager.create(1f));
                optimiser.step(3e-3);
                last = loss.getFloat();
                first = step == 0 ? last : first;
            }
        }
        assertThat(last).isLessThan(0.1f * first);
    }

    @Test
    void tokensAreOnePerPatchAndGradientsPassThroughThem() {
        VqModel model = model(4);
        NDArray images = pictures();
        assertThat(model.forward(images, false).getShape()).isEqualTo(images.getShape());
        assertThat(model.quantizer().nearest(model.encode(images, false)).getShape())
                .isEqualTo(new Shape(8, 2, 2));
        assertThat(model.downsampling()).isEqualTo(4);
        Gradients.backward(() -> model.forward(images, true).square().mean(), manager.create(1f));
        Parameters.trainable(model).forEach((name, array) -> {
            if (!name.startsWith("quantize.")) {
                assertThat(array.getGradient().abs().max().getFloat()).as(name).isPositive();
            }
        });
    }

    @Test
    void halvesOfDifferentPatchesAreRefused() {
        assertThatThrownBy(() -> model(2)).hasMessageContaining("token of 4 pixels");
    }

    /** Of one colour each. */
    private NDArray pictures() {
        return manager.randomUniform(-1, 1, new Shape(8, 3, 1, 1)).mul(manager.ones(new Shape(8, 3, 8, 8)));
    }

    private VqModel model(int decoderPatch) {
        VqModel.Half encoder = new VqModel.Half(new VitCodeEncoder(context, config(4), LATENT), LATENT, 4);
        VqModel.Half decoder = new VqModel.Half(decoder(decoderPatch), LATENT, decoderPatch);
        return new VqModel(context, encoder, decoder, new GradientVectorQuantizer(context, 32, 6, 1, 0.25));
    }

    private VitCodeDecoder decoder(int patch) {
        VitConfig config = config(patch);
        return new VitCodeDecoder(context, config.image(), patch, config.stack(), config.start(), LATENT);
    }

    private static VitConfig config(int patch) {
        return new VitConfig(
                PictureSize.square(8),
                patch,
                new StackShape(BlockShape.plain(24, 2), 1, 0),
                false,
                Positions.LEARNED,
                RelativeBias.NONE,
                Start.MAE,
                false,
                Normalisation.NONE);
    }
}
