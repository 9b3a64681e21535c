package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Two vectors, {@code early} and {@code late}, whose gradients are the same given numbers at every step. */
final class ScriptedLearner implements Learner, Objective, AutoCloseable {
    private static final Kernel LOSS = Kernel.compile("scripted", """
            def forward(self, a: Tensor, b: Tensor, ga: Tensor, gb: Tensor) -> Tensor:
              return torch.add(torch.dot(a, ga), torch.dot(b, gb))
            """);

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Recipe recipe;
    private final NDArray early = parameter();
    private final NDArray late = parameter();
    private final NDArray gradientOfEarly;
    private final NDArray gradientOfLate;
    private final List<ParameterGroup> groups;

    /** Each vector starts as (1, 1) and has two gradients; the second moves from an epoch on. */
    ScriptedLearner(Recipe recipe, float[] gradientOfEarly, float[] gradientOfLate, int earlyFrom, int lateFrom) {
        this.recipe = recipe;
        this.gradientOfEarly = manager.create(gradientOfEarly);
        this.gradientOfLate = manager.create(gradientOfLate);
        this.groups = List.of(
                new ParameterGroup("early", Map.of("early", early), 1, true).startingAt(earlyFrom),
                new ParameterGroup("late", Map.of("late", late), 1, true).startingAt(lateFrom));
    }

    private NDArray parameter() {
        NDArray value = manager.create(new float[] {1, 1});
        value.setRequiresGradient(true);
        return value;
    }

    float[] values(String name) {
        return Objects.requireNonNull(state().get(name)).toFloatArray();
    }

    @Override
    public List<Objective> objectives() {
        return List.of(this);
    }

    @Override
    public Preparation preparation() {
        return (example, random) -> Sample.of("image", example.image());
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("early", early, "late", late);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public List<ParameterGroup> groups() {
        return groups;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        return Loss.of(LOSS.apply(early, late, gradientOfEarly, gradientOfLate));
    }

    @Override
    public void close() {
        manager.close();
    }
}
