package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.pictures.DrawnDataset;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Registry;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/**
 * What the rules of every kind share: where components come from, on what they are tried, and what they are able to do.
 *
 * <p>Components are made in float32 and tried on one thread. Override what does not fit; the component itself, with
 * small options, is all that has to be named. Tests finish in seconds where it is small: pictures of 16 or 32 pixels,
 * few channels.
 */
@AddLifecycleHook(Applies.Properties.class)
public abstract class ComponentConformance {
    /** A class for the extension point's own. */
    protected ComponentConformance() {}

    /** Makes the component under test, with what its constructor asks for, as every rule does. */
    abstract void make(Workbench bench);

    @Test
    @Rule("CMP-01")
    final void theComponentCanBeMade() {
        try (Workbench bench = bench(1)) {
            make(bench);
        }
    }

    /** Where components come from: every plugin on the class path that a services file names. */
    protected Registry registry() {
        return OnClassPath.REGISTRY;
    }

    /** What the component is not able to do; nothing by default. */
    protected Set<Ability> lacks() {
        return Set.of();
    }

    /** Labelled pictures for components that need a data set. */
    protected Dataset dataset() {
        return DrawnDataset.small();
    }

    /** What learners are tried on. */
    public final Split trainingSplit() {
        return dataset().split(Dataset.TRAIN);
    }

    /** Side of the study's pictures, in pixels, for options that take their default from the encoder. */
    protected int image() {
        return 32;
    }

    /** A bench whose components start from the given seed; close it. */
    protected final Workbench bench(long seed) {
        return new Workbench(registry(), dataset(), image(), seed);
    }

    /** Whether the component is able to do this, as far as its author says. */
    protected final boolean able(Ability ability) {
        return !ability.isMissing(lacks());
    }

    /** Whether its learner's loss falls on a batch that is always the same, as far as its author says. */
    public final boolean learnsOneBatch() {
        return able(Ability.LEARNS_ONE_BATCH);
    }

    /** What trains a component that may be trained already: whether it has a learner is what its author says. */
    final Trainee trainee(Workbench bench, Made<?> made, Optional<Learner> learner) {
        assertThat(learner.isPresent())
                .as("whether it has a learner: lacks() says " + lacks())
                .isEqualTo(able(Ability.TRAINS));
        return Trainee.of(learner, made.manager(), bench);
    }

    /** Batches of pictures for properties. */
    @Provide
    Arbitrary<Draw> draws() {
        return Draw.arbitrary(1);
    }

    /** Batches of at least two pictures. */
    @Provide
    Arbitrary<Draw> several() {
        return Draw.arbitrary(2);
    }

    /** Loaded when first asked for, and shared, as every plugin is loaded but once. */
    private static final class OnClassPath {
        static final Registry REGISTRY = registry();

        private static Registry registry() {
            EngineSession.start(1);
            List<PluginModule> modules = ServiceLoader.load(PluginModule.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            return Registry.of(modules);
        }
    }
}
