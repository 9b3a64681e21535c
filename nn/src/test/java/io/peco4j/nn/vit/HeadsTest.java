package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads and variants that no stored reference covers, against what defines them. */
final class HeadsTest {
    private static final PictureSize SIZE = new PictureSize(8, 12);

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
    void aDistillationTokenTakesPartAndDoesNotShow() {
        VisionTransformer encoder = new VisionTransformer(context, config(true));
        NDArray images = pictures();
        NDArray tokens = encoder.encode(images, Masking.none(), false);
        NDArray all = encoder.sequence(images, Masking.none(), false);
        assertThat(tokens.getShape()).isEqualTo(new Shape(2, 7, 16));
        assertThat(all.getShape()).isEqualTo(new Shape(2, 8, 16));
        assertThat(tokens.get(":, 0")).isEqualTo(all.get(":, 0"));
        assertThat(tokens.get(":, 1:")).isEqualTo(all.get(":, 2:"));
        assertThat(encoder.features(images, List.of(1, 2), Masking.none(), false))
                .allSatisfy(features -> assertThat(features.getShape()).isEqualTo(new Shape(2, 7, 16)));
        Gradients.named(encoder.state(), "dist_token").addi(1);
        assertThat(encoder.encode(images, Masking.none(), false)).isNotEqualTo(tokens);
        assertThat(encoder.layerOf("dist_token")).isZero();
    }

    @Test
    void eachHeadOfADistilledClassifierReadsItsOwnToken() {
        VisionTransformer encoder = new VisionTransformer(context, config(true));
        DistilledClassifier classifier = new DistilledClassifier(context, encoder, 5);
        NDArray images = pictures();
        NDArray tokens = encoder.sequence(images, Masking.none(), false);
        Map<String, NDArray> state = classifier.state();
        DistilledClassifier.Logits logits = classifier.logits(images, false);
        NDArray label =
                tokens.get(":, 0").matMul(Gradients.named(state, "head.weight").transpose());
        NDArray teacher = tokens.get(":, 1")
                .matMul(Gradients.named(state, "head_dist.weight").transpose());
        assertThat(Gradients.relativeError(logits.label(), label)).isLessThan(1e-5);
        assertThat(Gradients.relativeError(logits.teacher(), teacher)).isLessThan(1e-5);
        assertThat(Gradients.relativeError(
                        classifier.forward(images, false), label.add(teacher).div(2)))
                .isLessThan(1e-5);
        assertThatThrownBy(() -> new DistilledClassifier(context, new VisionTransformer(context, config(false)), 5))
                .hasMessageContaining("distillation");
    }

    @Test
    void dinosLastLayerGivesCosinesWhateverTheLengths() {
        DinoHead head = new DinoHead(context, new DinoHead.Widths(16, 24, 8, 30), true);
        NDArray tokens = normal(new Shape(5, 16));
        NDArray cosines = head.forward(tokens, false);
        assertThat(cosines.getShape()).isEqualTo(new Shape(5, 30));
        assertThat(cosines.abs().max().getFloat()).isBetween(0.1f, 1.00001f);
        Gradients.named(Parameters.state(head), "last_layer.weight_v").muli(7);
        assertThat(Gradients.relativeError(head.forward(tokens, false), cosines))
                .isLessThan(1e-5);
        Gradients.named(Parameters.state(head), "last_layer.weight_g").muli(3);
        assertThat(Gradients.relativeError(head.forward(tokens, false), cosines.mul(3)))
                .isLessThan(1e-5);
        assertThat(Parameters.trainable(head)).doesNotContainKey("last_layer.weight_g");
    }

    @Test
    void aCodeBelongsToItsPatchAndPixelsToTheirCode() {
        VitCodeEncoder encoder = new VitCodeEncoder(context, config(false), 6);
        VitConfig shape = config(false);
        VitCodeDecoder decoder =
                new VitCodeDecoder(context, shape.image(), shape.patch(), shape.stack(), shape.start(), 6);
        NDArray images = pictures();
        VisionTransformer trunk = new VisionTransformer(context, config(false));
        Map<String, NDArray> own = new LinkedHashMap<>();
        Parameters.state(encoder).forEach((name, array) -> {
            if (name.startsWith("trunk.")) {
                own.put(name.substring(6), array);
            }
        });
        Weights.copyInto(trunk.state(), own);
        NDArray codes = encoder.forward(images, false);
        NDArray token = trunk.forward(images, false).get(":, 5");
        NDArray weight = Gradients.named(Parameters.state(encoder), "to_code.weight");
        assertThat(codes.getShape()).isEqualTo(new Shape(2, 6, 2, 3));
        assertThat(Gradients.relativeError(codes.get(":, :, 1, 1"), token.matMul(weight.transpose())))
                .isLessThan(1e-5);

        // Without blocks between them a code reaches the pixels of its own patch only.
        Parameters.state(decoder).forEach((name, array) -> {
            if (name.endsWith("attn.proj.weight") || name.endsWith("mlp.fc2.weight")) {
                array.muli(0);
            }
        });
        NDArray before = decoder.forward(codes, false);
        NDArray other = codes.duplicate();
        other.set(new NDIndex(":, :, 1, 1"), 9f);
        NDArray changed = decoder.forward(other, false).neq(before).toType(DataType.FLOAT32, false);
        assertThat(before.getShape()).isEqualTo(new Shape(2, 3, 8, 12));
        assertThat(changed.get(":, :, 4:8, 4:8").mean().getFloat()).isGreaterThan(0.99f);
        assertThat(changed.sum().getFloat())
                .isEqualTo(changed.get(":, :, 4:8, 4:8").sum().getFloat());
    }

    @Test
    void picturesMayBeRectangular() {
        VisionTransformer encoder = new VisionTransformer(context, config(false));
        assertThat(encoder.forward(pictures(), false).getShape()).isEqualTo(new Shape(2, 7, 16));
        assertThat(encoder.imageSize()).isEqualTo(SIZE);
    }

    private NDArray pictures() {
        return manager.randomUniform(0, 1, new Shape(2, 3, SIZE.height(), SIZE.width()));
    }

    private NDArray normal(Shape shape) {
        return manager.randomNormal(0, 1, shape, DataType.FLOAT32);
    }

    private static VitConfig config(boolean distilled) {
        return new VitConfig(
                SIZE,
                4,
                new StackShape(BlockShape.plain(16, 2), 2, 0),
                distilled,
                Positions.LEARNED,
                RelativeBias.NONE,
                Start.MAE,
                false,
                Normalisation.IMAGENET);
    }
}
