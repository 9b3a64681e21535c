package io.peco4j.runtime.run;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Given;
import java.util.random.RandomGenerator;

/**
 * What one component of a stage is made in.
 *
 * <p>Its randomness depends on the seed and on its role in the stage, not on the stage's key: cells of a comparison
 * that differ elsewhere start from the same encoder, which makes their difference less noisy.
 */
final class StageContext implements NetworkContext {
    private final Trained trained;
    private final Dataset dataset;
    private final Stage stage;
    private final Resolved self;
    private final String role;
    private final NDManager manager;
    private final Precision precision;
    private final RandomGenerator random;
    private int parts;

    StageContext(
            Trained trained,
            Dataset dataset,
            Stage stage,
            Resolved self,
            String role,
            NDManager manager,
            Precision precision) {
        this.trained = trained;
        this.dataset = dataset;
        this.stage = stage;
        this.self = self;
        this.role = role;
        this.manager = manager;
        this.precision = precision;
        this.random = Seeds.generator(stage.info().seed(), role);
    }

    /** Makes the component that this context is for. */
    Object make(Given given) {
        return self.entry()
                .create(given.with(NetworkContext.class, this).with(Dataset.class, dataset));
    }

    /** What to start from: the component's own options. */
    Given given() {
        return Given.options(self.options());
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    @SuppressWarnings("unchecked") // a registry entry of a kind makes instances of that kind's type
    public <T> T create(Component<T> component) {
        Stage own = stage.nested().get(component);
        StageContext context = part(component, own);
        Object made = context.make(context.given());
        if (own != null && made instanceof Stateful stateful) {
            trained.restore(own, stateful);
        }
        return (T) made;
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        StageContext context = part(component, null);
        return (PretrainingFramework) context.make(context.given().with(VisionEncoder.class, encoder));
    }

    private StageContext part(Component<?> component, @org.jspecify.annotations.Nullable Stage own) {
        Resolved resolved = self.nested().get(component);
        if (resolved == null) {
            throw new IllegalArgumentException(self.component().id() + " creates " + component
                    + ", which is not among its options: only what a study names can be created");
        }
        parts++;
        String place = role + "/" + parts + ":" + component.id();
        return new StageContext(
                trained, dataset, own == null ? stage : own, resolved, place, manager.newSubManager(), precision);
    }
}
