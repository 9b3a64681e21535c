package io.peco4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.ParityCase;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LossesTest {
    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void smoothedAndSoftCrossEntropyAreTimms() {
        ParityCase reference = ParityCase.load(manager, "aug_label_smoothing_losses");
        NDArray logits = reference.get("in.logits");
        logits.setRequiresGradient(true);
        NDArray labels = reference.get("in.labels");
        reference.check("out.smoothing", backward(() -> Losses.crossEntropy(logits, labels, 0.1)));
        reference.check("grad.smoothing.in.logits", Gradients.take(logits));
        reference.check("out.soft", backward(() -> Losses.softCrossEntropy(logits, reference.get("in.soft"))));
        reference.check("grad.soft.in.logits", Gradients.take(logits));
    }

    @Test
    void withoutSmoothingAllThreeAgree() {
        NDArray logits = manager.create(new float[] {1, 2, 3, 0, -1, 5}, new Shape(2, 3));
        NDArray labels = manager.create(new long[] {2, 0});
        float plain = Losses.crossEntropy(logits, labels).getFloat();
        NDArray targets = new Mix.Plain().targets(labels, 3, 0);
        assertThat(Losses.crossEntropy(logits, labels, 0).getFloat()).isEqualTo(plain);
        assertThat(Losses.softCrossEntropy(logits, targets).getFloat()).isCloseTo(plain, within(1e-6f));
        assertThat(Losses.hits(logits, labels).getFloat()).isEqualTo(1);
    }

    @Test
    void mixupAndCutmixAreTimms() {
        ParityCase reference = ParityCase.load(manager, "aug_mixup_cutmix");
        NDArray images = reference.get("in.x");
        NDArray labels = reference.get("in.labels");
        Mix blend = new Mix.Blend(0.3);
        reference.check("out.mixup.x", blend.images(images));
        reference.check("out.mixup.target", blend.targets(labels, 5, 0.1));
        float[] box =
                reference.get("out.cutmix_box").toType(DataType.FLOAT32, true).toFloatArray();
        Mix paste = new Mix.Paste(
                reference.get("out.cutmix_lam").getFloat(), (int) box[0], (int) box[1], (int) box[2], (int) box[3]);
        reference.check("out.cutmix.x", paste.images(images));
        reference.check("out.cutmix.target", paste.targets(labels, 5, 0.1));
    }

    private NDArray backward(Supplier<NDArray> loss) {
        return Gradients.backward(loss, manager.create(1f));
    }
}
