package io.peco4j.api.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;

/**
 * The entry of a plugin: a Guice module that registers components.
 *
 * <p>The jar names it in {@code META-INF/services/io.peco4j.api.plugin.PluginModule} and states
 * {@code Peco4j-Api-Level} in its manifest. The class is public and has a public constructor without arguments. It runs
 * once, in an injector of its own; it may bind further things that its components' constructors ask for.
 *
 * <pre>{@code
 * public final class DallePlugin extends PluginModule {
 *     protected void configure() {
 *         tokenizer("dalle", DalleTokenizer.Options.class).to(DalleTokenizer.class);
 *     }
 * }
 * }</pre>
 *
 * <p>A component's constructor, marked with {@code @Inject} of jakarta.inject, may ask for its options record, a
 * {@link io.peco4j.api.model.NetworkContext}, and what its kind works on: see {@link PretrainingFramework} and
 * {@link DownstreamTask}.
 */
public abstract class PluginModule extends AbstractModule {

    /** Registers a data set. */
    protected final To<Dataset> dataset(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.DATASET, id, options);
    }

    /** Registers an encoder. */
    protected final To<VisionEncoder> encoder(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.ENCODER, id, options);
    }

    /** Registers a perceptual backbone. */
    protected final To<PerceptualBackbone> backbone(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.BACKBONE, id, options);
    }

    /** Registers a codebook objective. */
    protected final To<CodebookObjective> objective(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.OBJECTIVE, id, options);
    }

    /** Registers a tokenizer. */
    protected final To<Tokenizer> tokenizer(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.TOKENIZER, id, options);
    }

    /** Registers a pretraining framework. */
    protected final To<PretrainingFramework> pretraining(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.PRETRAINING, id, options);
    }

    /** Registers a downstream task. */
    protected final To<DownstreamTask> task(String id, Class<? extends Record> options) {
        return new To<>(ComponentKind.TASK, id, options);
    }

    /**
     * A registration without a class.
     *
     * @param <T> the extension point
     */
    protected final class To<T> {
        private final ComponentKind kind;
        private final String id;
        private final Class<? extends Record> options;

        private To(ComponentKind kind, String id, Class<? extends Record> options) {
            this.kind = kind;
            this.id = id;
            this.options = options;
        }

        /** Completes the registration. */
        public void to(Class<? extends T> implementation) {
            Multibinder.newSetBinder(binder(), Registration.class)
                    .addBinding()
                    .toInstance(new Registration(kind, new ComponentId(id), options, implementation));
        }
    }
}
