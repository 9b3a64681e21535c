package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.OptimizerSettings;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.optim.AdamW;
import io.peco4j.nn.optim.Lars;
import io.peco4j.nn.optim.Optimizer;
import io.peco4j.nn.optim.Sgd;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What moves the parameters of one objective: clipping, then the recipe's optimiser.
 *
 * @param parameters of all groups, in the order of groups and names
 * @param bound of the gradient's length
 * @param leftovers gradients that the objective leaves in the parameters of others
 * @param manager of temporaries
 */
record Update(
        List<NDArray> parameters,
        Optimizer optimizer,
        GradientBound bound,
        LearnerGradients leftovers,
        NDManager manager) {
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
                groups.stream()
                        .flatMap(group -> group.parameters().values().stream())
                        .toList(),
                optimizer(groups, recipe, manager),
                GradientBound.of(groups, recipe.clipping()),
                all.outside(objective),
                manager);
    }

    /** The weight decay is given at each step. */
    private static Optimizer optimizer(List<ParameterGroup> groups, Recipe recipe, NDManager manager) {
        OptimizerSettings settings = recipe.update();
        double decay = recipe.decay().weightDecay();
        return switch (settings.optimizer()) {
            case ADAMW ->
                new AdamW(manager, groups, new AdamW.Settings(settings.beta1(), settings.beta2(), EPSILON, decay));
            case SGD -> new Sgd(manager, groups, new Sgd.Settings(settings.beta1(), settings.looksAhead(), decay));
            case LARS -> new Lars(manager, groups, new Lars.Settings(settings.beta1(), TRUST, decay));
        };
    }

    /**
     * The group in the order of its names: a learner's map may come in another one in every process, as Map.of does,
     * and the last bit of the gradient's norm depends on it.
     */
    private static ParameterGroup ordered(ParameterGroup group) {
        return group.with(new TreeMap<>(group.parameters()));
    }

    /** Clips the gradient of the groups that have started and says how long it was before. */
    double clipped(int epoch) {
        return bound.clip(manager, epoch);
    }

    /** Moves the groups that have started and empties all gradients, so that the next objective starts from none. */
    void apply(double learningRate, double weightDecay, int epoch) {
        optimizer.step(learningRate, weightDecay, epoch);
        leftovers.zero();
    }

    Map<String, NDArray> state() {
        return optimizer.state();
    }
}
