package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * A search for pictures close to given ones that a classifier gets wrong, along the gradient of its cross entropy.
 *
 * <p>No value moves by more than the attack's bound, nor out of [0, 1]. The mean over the batch does not change the
 * sign of a picture's gradient, so the pictures of a batch are attacked independently. Gradients of the classifier's
 * own parameters are neither computed nor touched.
 */
@FunctionalInterface
public interface Attack {

    /**
     * The attacked pictures.
     *
     * @param classifier pictures (B, 3, H, W) to logits (B, K), differentiable; it must not normalise by the batch
     * @param images float32 (B, 3, H, W) in [0, 1]; unchanged
     * @return as the pictures, without a graph, owned by their manager
     */
    NDArray attack(UnaryOperator<NDArray> classifier, NDArray images, Aim aim);
}
