package io.peco4j.tasks.robustness;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.attack.LikelyClass;
import io.peco4j.tasks.robustness.AttackOptions.Goal;
import java.util.random.RandomGenerator;

/**
 * Which classes an attack aims at.
 *
 * @param goal of the attack
 * @param random of classes that are drawn
 */
record Goals(Goal goal, RandomGenerator random) {

    /**
     * The aim on a batch; its classes belong to the manager of the logits.
     *
     * @param labels int64 (B), the true classes
     * @param logits float32 (B, K), of the pictures as they are
     */
    Aim aim(NDArray labels, NDArray logits) {
        return switch (goal) {
            case ANY_OTHER -> Aim.awayFrom(labels);
            case LEAST_LIKELY -> Aim.towards(LikelyClass.least(logits, labels, 1));
            case DRAWN -> Aim.towards(drawn(labels, logits));
        };
    }

    private NDArray drawn(NDArray labels, NDArray logits) {
        int classes = (int) logits.getShape().get(1);
        long[] others = labels.toLongArray();
        for (int i = 0; i < others.length; i++) {
            others[i] = classes == 1 ? others[i] : (others[i] + 1 + random.nextInt(classes - 1)) % classes;
        }
        return Tensors.of(logits.getManager(), others);
    }
}
