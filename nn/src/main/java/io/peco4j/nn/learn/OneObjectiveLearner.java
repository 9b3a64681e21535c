package io.peco4j.nn.learn;

import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import java.util.List;

/**
 * A learner with one objective, which it is itself: most are. What it sees, its loss and its state are the subclass's.
 */
public abstract class OneObjectiveLearner implements Learner, Objective {
    /** A backward pass costs two forward passes: what a trained network does per example, in forward passes. */
    protected static final int FORWARD_AND_BACKWARD = 3;

    private final String name;
    private final Recipe recipe;
    private final List<ParameterGroup> groups;

    /**
     * A learner.
     *
     * @param name shown in logs and errors, such as {@code beit}
     * @param groups what it trains
     */
    protected OneObjectiveLearner(String name, Recipe recipe, List<ParameterGroup> groups) {
        this.name = name;
        this.recipe = recipe;
        this.groups = List.copyOf(groups);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Objective> objectives() {
        return List.of(this);
    }

    @Override
    public final List<ParameterGroup> groups() {
        return groups;
    }

    @Override
    public final Recipe recipe() {
        return recipe;
    }
}
