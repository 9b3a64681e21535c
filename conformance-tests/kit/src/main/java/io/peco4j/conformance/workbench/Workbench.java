package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.ComponentInputs;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes components as a study would, one at a time, in float32; closing it frees their tensors.
 *
 * <p>Used on one thread. The engine is left with gradient mode off.
 */
public final class Workbench implements AutoCloseable {
    private static final int NESTED_STEPS = 40;
    private static final double NESTED_RATE = 5e-3;

    private final Registry registry;
    private final Dataset dataset;
    private final Config encoder;
    private final long seed;
    private final NDManager manager;

    /**
     * An empty bench.
     *
     * @param registry where components come from; stays open
     * @param dataset for components whose constructors ask for one
     * @param image side of the study's pictures, in pixels, for options that take their default from it
     * @param seed of initialisation
     */
    public Workbench(Registry registry, Dataset dataset, int image, long seed) {
        EngineSession.prepareThread();
        this.registry = registry;
        this.dataset = dataset;
        this.encoder = ConfigFactory.parseString("image = " + image);
        this.seed = seed;
        this.manager = NDManager.newBaseManager("PyTorch");
    }

    /** Owns what tests make for themselves; its children are the components' own managers. */
    public NDManager manager() {
        return manager;
    }

    /**
     * Makes a component.
     *
     * @param inputs instances that its constructor asks for beside what every component may, such as the encoder that a
     *     task judges
     * @throws InvalidInputException if there is no such component, or its options are wrong
     */
    public <T> Made<T> make(Component<T> component, ComponentInputs inputs) {
        NDManager own = manager.newSubManager();
        return new Made<>(make(component, inputs, own, seed), own);
    }

    /** Makes a component that needs nothing but its options, a context and perhaps the data set. */
    public <T> Made<T> make(Component<T> component) {
        return make(component, nothing());
    }

    /** A context like a component's, for what a test makes by hand; its randomness is that of no component. */
    public NetworkContext context() {
        return new WorkbenchContext(
                this, manager.newSubManager(), Precision.FLOAT32, new SplittableRandom(~seed), nothing());
    }

    /** Nothing but what every component may ask for. */
    public static ComponentInputs nothing() {
        return ComponentInputs.options(new None());
    }

    /**
     * A component and what owns its tensors.
     *
     * @param <T> the extension point
     */
    public record Made<T>(T component, NDManager manager) {}

    <T> T make(Component<T> component, ComponentInputs inputs, NDManager own, long random) {
        Entry entry = registry.find(ComponentKind.of(component), component.id()).orElseThrow(() -> unknown(component));
        Record options = bound(entry, component);
        NetworkContext context =
                new WorkbenchContext(this, own, Precision.FLOAT32, new SplittableRandom(random), inputs);
        ComponentInputs all = inputs.with(NetworkContext.class, context)
                .with(Dataset.class, dataset)
                .with(ContentDigests.class, ContentDigests.plain());
        return type(component).cast(entry.create(type(component), withOptions(all, options)));
    }

    /** Trains what a nested task trains, as a study has done before its owner is made. */
    void train(Learner learner) {
        Split split = learner.examples(dataset.split(Dataset.TRAIN));
        try (Drill drill = new Drill(learner, split, split.size(), NESTED_RATE)) {
            drill.steps(NESTED_STEPS);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private Record bound(Entry entry, Component<?> component) {
        Validation<Seq<Problem>, ? extends Record> bound = OptionsBinder.bind(
                entry.registration().options(),
                component.options(),
                encoder,
                component.id().name());
        if (bound.isInvalid()) {
            throw new InvalidInputException(bound.getError().asJava());
        }
        return bound.get();
    }

    @SuppressWarnings("unchecked") // the class of the record is its own
    private static <R extends Record> ComponentInputs withOptions(ComponentInputs inputs, R options) {
        return inputs.with((Class<R>) options.getClass(), options);
    }

    @SuppressWarnings("unchecked") // a component's kind and its type argument say the same
    private static <T> Class<T> type(Component<T> component) {
        return (Class<T>) component.type();
    }

    private InvalidInputException unknown(Component<?> component) {
        List<String> quarantined = registry.quarantined().stream()
                .flatMap(plugin -> plugin.problems().stream())
                .map(Problem::what)
                .toList();
        return new InvalidInputException(new Problem(
                "PECO-114",
                "unknown " + ComponentKind.of(component).word() + " " + component.id(),
                "the workbench",
                quarantined.isEmpty()
                        ? "is its plugin on the class path, with its services file?"
                        : "plugins that are not used: " + String.join("; ", quarantined)));
    }

    private record None() {}
}
