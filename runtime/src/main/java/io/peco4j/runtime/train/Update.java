package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.ClipNorm;
import io.peco4j.nn.optim.Lars;
import io.peco4j.nn.optim.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What moves the parameters of one objective: clipping, then the recipe's optimiser.
 *
 * @param leftovers gradients that the objective leaves in the parameters of others
 * @param manager of temporaries
 * @param bound of the gradient's norm; infinity if it is only measured
 */
record Update(Optimizer optimizer, ClipNorm clip, LearnerGradients leftovers, NDManager manager, double bound) {
    private static final double EPSILON = 1e-8;

    /** How much of its own length a parameter moves at a rate of 1 (You, Gitman and Ginsburg 2017). */
    private static final double TRUST = 1e-3;

    /**
     * The update that a recipe asks for.
     *
     * @param all that may gather a gradient
     * @param manager owns the moments
     * @throws IllegalArgumentException if the objective trains nothing
     */
    static Update of(Objective objective, LearnerGradients all, Recipe recipe, NDManager manager) {
        List<ParameterGroup> groups =
                objective.groups().stream().map(Update::ordered).toList();
        if (groups.stream().allMatch(group -> group.parameters().isEmpty())) {
            throw new IllegalArgumentException("the objective '" + objective.name() + "' has no parameters to train");
        }
        return new Update(
                optimizer(groups, recipe, manager),
                new ClipNorm(groups),
                all.outside(objective),
                manager,
                recipe.clip() == 0 ? Double.POSITIVE_INFINITY : recipe.clip());
    }

    private static Optimizer optimizer(List<ParameterGroup> groups, Recipe recipe, NDManager manager) {
        return switch (recipe.optimizer()) {
            case ADAMW ->
                new AdamW(
                        manager,
                        groups,
                        new AdamW.Settings(recipe.beta1(), recipe.beta2(), EPSILON, recipe.weightDecay()));
            case LARS -> new Lars(manager, groups, new Lars.Settings(recipe.beta1(), TRUST, recipe.weightDecay()));
        };
    }

    /**
     * The group in the order of its names: a learner's map may come in another one in every process, as Map.of does, and
     * the last bit of the gradient's norm depends on it.
     */
    private static ParameterGroup ordered(ParameterGroup group) {
        return new ParameterGroup(
                group.name(), new TreeMap<>(group.parameters()), group.learningRateScale(), group.weightDecay());
    }

    /** Clips the gradient and says how long it was before. */
    double clipped() {
        try (NDArray norm = clip.clip(manager, bound)) {
            return norm.getFloat();
        }
    }

    /** Moves the parameters and empties all gradients, so that the next objective starts from none. */
    void apply(double learningRate) {
        optimizer.step(learningRate);
        leftovers.zero();
    }

    Map<String, NDArray> state() {
        return optimizer.state();
    }
}
