package io.peco4j.runtime.run;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.ComponentInputs;
import java.util.random.RandomGenerator;

/**
 * What one component of a stage is made in.
 *
 * <p>Its randomness depends on the seed and on its role in the stage, not on the stage's key: cells of a comparison
 * that differ elsewhere start from the same encoder, which makes their difference less noisy.
 */
final class StageContext implements NetworkContext {
    private final StageMaker maker;
    private final Stage stage;
    private final Resolved self;
    private final String role;
    private final NDManager manager;
    private final RandomGenerator random;
    private int parts;

    StageContext(StageMaker maker, Stage stage, Resolved self, String role, NDManager manager) {
        this.maker = maker;
        this.stage = stage;
        this.self = self;
        this.role = role;
        this.manager = manager;
        this.random = new Seed(stage.info().seed()).with(role).generator();
    }

    /**
     * Makes the component that this context is for.
     *
     * @param type the interface of its kind
     */
    <T> T make(Class<T> type, ComponentInputs inputs) {
        Dataset dataset = maker.data().apply(stage);
        return self.entry().create(type, inputs.with(NetworkContext.class, this).with(Dataset.class, dataset));
    }

    /** What to start from: the component's own options. */
    ComponentInputs inputs() {
        return ComponentInputs.options(self.options());
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public Precision precision() {
        return maker.precision();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    @SuppressWarnings("unchecked") // a component's kind and its type argument say the same
    public <T> T create(Component<T> component) {
        Resolved resolved = self.part(component);
        Stage own = stage.nested().get(component);
        if (own != null) {
            parts++;
            return (T) maker.restored(own, manager.newSubManager());
        }
        StageContext context = part(component, resolved);
        return context.make((Class<T>) component.type(), context.inputs());
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        StageContext context = part(component, self.part(component));
        return context.make(PretrainingFramework.class, context.inputs().with(VisionEncoder.class, encoder));
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        StageContext context = part(component, self.part(component));
        return context.make(CodebookObjective.class, context.inputs().with(CodebookNetwork.class, network));
    }

    private StageContext part(Component<?> component, Resolved resolved) {
        parts++;
        String place = role + "/" + parts + ":" + component.id();
        return new StageContext(maker, stage, resolved, place, manager.newSubManager());
    }
}
