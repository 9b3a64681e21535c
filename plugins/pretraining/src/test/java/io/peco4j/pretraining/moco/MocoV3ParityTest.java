package io.peco4j.pretraining.moco;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the numbers of the original implementation. */
final class MocoV3ParityTest {
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
    void contrastiveLoss() {
        ParityCase reference = ParityCase.load(manager, "moco_contrastive_loss", 5e-5);
        NDArray queries = reference.get("in.q");
        NDArray keys = reference.get("in.k");
        queries.setRequiresGradient(true);
        keys.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        NDArray loss = new ContrastiveLoss(0.2).of(queries, keys).value();
        JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.create(1f), false, false);
        JniUtils.setGradMode(false);
        reference.check("out.loss", loss);
        reference.check("grad.in.q", queries.getGradient());
        assertThat(keys.getGradient().abs().max().getFloat()).isZero();
    }

    @Test
    void momentumSchedule() {
        ParityCase reference = ParityCase.load(manager, "moco_schedules", 1e-6);
        MomentumSchedule schedule = new MomentumSchedule(0.99);
        float[] found = new float[61];
        for (int i = 0; i < found.length; i++) {
            found[i] = (float) schedule.at(i / 60.0);
        }
        reference.check("out.momentum", manager.create(found));
    }

    @Test
    void batchNormWithoutWeights() {
        ParityCase reference = ParityCase.load(manager, "op_batch_norm", 5e-5);
        BatchNorm norm =
                new BatchNorm(new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1)), 6, false);
        Map<String, NDArray> start = reference.under("w.bn1.");
        start.remove("num_batches_tracked");
        Weights.copyInto(Parameters.state(norm), start);
        NDArray x = reference.get("in.bn1.x");
        x.setRequiresGradient(true);
        JniUtils.setGradMode(true);
        NDArray y = norm.forward(x, true);
        JniUtils.backward((PtNDArray) y, (PtNDArray) reference.get("in.bn1.cotangent"), false, false);
        JniUtils.setGradMode(false);
        reference.check("out.bn1.train", y);
        reference.check("grad.bn1.in.x", x.getGradient());
        Parameters.state(norm).forEach((name, array) -> reference.check("out.bn1." + name, array));
        reference.check("out.bn1.eval", norm.forward(x, false));
    }

    /** The reference moves the momentum branch first; here that is the end of the step before. */
    @Test
    void aStep() {
        ParityCase reference = ParityCase.load(manager, "moco_v3_step", 2e-4);
        MocoV3Learner learner = TinyTraining.learner(manager, 16, false);
        Map<String, NDArray> live = new LinkedHashMap<>();
        learner.state().forEach((name, array) -> live.put(upstream(name), array));
        Map<String, NDArray> weights = reference.under("w.");
        weights.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        Weights.copyInto(live, weights);

        learner.afterStep(TinyTraining.step(0, 10));
        Loss loss = TinyTraining.backward(
                learner,
                TinyTraining.batch(manager, reference.get("in.x1"), reference.get("in.x2")),
                TinyTraining.step(1, 10));
        reference.check("out.loss", loss.value());
        reference
                .under("out.momentum.")
                .keySet()
                .forEach(name -> reference.check("out.momentum." + name, at(live, name)));
        reference.under("out.state.").keySet().stream()
                .filter(name -> !name.endsWith("num_batches_tracked"))
                .forEach(name -> reference.check("out.state." + name, at(live, name)));
        reference
                .under("grad.")
                .keySet()
                .forEach(name -> reference.check("grad." + name, at(live, name).getGradient()));
    }

    private static NDArray at(Map<String, NDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** The original's name of a tensor: projectors are heads of the encoders there. */
    private static String upstream(String name) {
        if (name.startsWith("predictor.")) {
            return name;
        }
        String renamed = name.startsWith("momentum.") ? "momentum_" + name.substring(9) : "base_" + name;
        return renamed.replace("_projector.", "_encoder.head.");
    }
}
