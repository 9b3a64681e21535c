package io.peco4j.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CreationTest {
    private final VisionEncoder encoder = stub(VisionEncoder.class);
    private final Tokenizer tokenizer = stub(Tokenizer.class);
    private final Registry registry = Registry.of(List.of(new Module()));

    @Test
    void needsAreWhatTheConstructorLeadsTo() {
        assertThat(registry.quarantined()).isEmpty();
        assertThat(entry(ComponentKind.PRETRAINING, "guided").required())
                .containsExactlyInAnyOrder(VisionEncoder.class, Tokenizer.class);
        assertThat(entry(ComponentKind.BACKBONE, "numbered").required()).containsExactly(NetworkContext.class);
    }

    @Test
    void whatAnArgumentMarksNullableIsAWish() {
        Entry modest = entry(ComponentKind.PRETRAINING, "modest");
        assertThat(modest.required()).containsExactly(VisionEncoder.class);
        assertThat(modest.optional()).containsExactly(Tokenizer.class);
        assertThat(modest.takes(Tokenizer.class, false)).isFalse();
        assertThat(modest.takes(Tokenizer.class, true)).isTrue();
        assertThat(modest.takes(VisionEncoder.class, false)).isTrue();

        ComponentInputs little = ComponentInputs.options(new Modest.Options()).with(VisionEncoder.class, encoder);
        assertThat(((Modest) modest.create(PretrainingFramework.class, little)).tokenizer)
                .isNull();
        ComponentInputs more = little.with(Tokenizer.class, tokenizer);
        assertThat(((Modest) modest.create(PretrainingFramework.class, more)).tokenizer)
                .isSameAs(tokenizer);
    }

    @Test
    void aComponentIsMadeFromWhatIsGiven() {
        Guided guided = (Guided) entry(ComponentKind.PRETRAINING, "guided")
                .create(
                        PretrainingFramework.class,
                        ComponentInputs.options(new Guided.Options(3))
                                .with(VisionEncoder.class, encoder)
                                .with(Tokenizer.class, tokenizer));
        assertThat(guided.options.depth()).isEqualTo(3);
        assertThat(guided.encoder).isSameAs(encoder);
        assertThat(guided.targets.tokenizer).isSameAs(tokenizer);
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsMade() {
        Entry guided = entry(ComponentKind.PRETRAINING, "guided");
        ComponentInputs incomplete =
                ComponentInputs.options(new Guided.Options(3)).with(VisionEncoder.class, encoder);
        assertThatThrownBy(() -> guided.create(PretrainingFramework.class, incomplete))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no Tokenizer is given");
        assertThatThrownBy(() -> guided.create(Tokenizer.class, incomplete))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guided is a pretraining, no Tokenizer");
    }

    @Test
    void aNestedCreationSeesItsOwnOptionsAndTheOuterOneKeepsIts() {
        List<Numbered> inner = new ArrayList<>();
        Numbered outer = numbered(1, () -> inner.add(numbered(2, () -> {})));
        assertThat(outer.provided.number()).isEqualTo(1);
        assertThat(inner.get(0).options.number()).isEqualTo(2);
    }

    @Test
    void aProviderThatIsAskedTooLateSaysWhy() {
        Numbered made = numbered(1, () -> {});
        assertThatThrownBy(made.late::get).hasMessageContaining("exists only while a component is created");
    }

    @Test
    void wrongInputPassesThroughAndEverythingElseNamesPluginAndComponent() {
        Problem problem = new Problem("PECO-201", "no image", "here", "");
        assertThatThrownBy(() -> numbered(1, () -> {
                    throw new InvalidInputException(problem);
                }))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).containsExactly(problem));
        assertThatThrownBy(() -> numbered(1, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(PluginFailureException.class)
                .hasMessageContaining("failed to create numbered: IllegalStateException: broken")
                .hasMessageContaining("the plugin Module")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> numbered(1, () -> {
                    throw new NoSuchMethodError("gone");
                }))
                .isInstanceOf(PluginFailureException.class)
                .hasMessageContaining("NoSuchMethodError: gone");
        assertThatThrownBy(() -> numbered(1, () -> {
                    throw new OutOfMemoryError("full");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void thePluginsLoaderIsSetWhileItsConstructorRunsAndOnlyThen() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader other = new ClassLoader(before) {};
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        Thread.currentThread().setContextClassLoader(other);
        try {
            numbered(1, () -> seen.set(Thread.currentThread().getContextClassLoader()));
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(seen.get()).isSameAs(Module.class.getClassLoader());
    }

    @Test
    void nearMatchesComeNearestFirst() {
        assertThat(registry.near(ComponentKind.PRETRAINING, "guidet")).containsExactly(new ComponentId("guided"));
        assertThat(registry.near(ComponentKind.PRETRAINING, "xxxxxx")).isEmpty();
    }

    private Entry entry(ComponentKind kind, String id) {
        return registry.find(kind, new ComponentId(id)).orElseThrow();
    }

    /** Made with a context that does something when the constructor asks it for a component. */
    private Numbered numbered(int number, Runnable during) {
        NetworkContext context = proxy(NetworkContext.class, (proxy, method, args) -> {
            during.run();
            return Precision.FLOAT32;
        });
        return (Numbered) entry(ComponentKind.BACKBONE, "numbered")
                .create(
                        PerceptualBackbone.class,
                        ComponentInputs.options(new Numbered.Options(number)).with(NetworkContext.class, context));
    }

    private static <T> T stub(Class<T> type) {
        return proxy(type, (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    /** Registers both, and binds what one of them asks for. */
    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            pretraining("guided", Guided.Options.class).to(Guided.class);
            pretraining("modest", Modest.Options.class).to(Modest.class);
            backbone("numbered", Numbered.Options.class).to(Numbered.class);
            bind(Targets.class);
        }
    }

    private static final class Targets {
        private final Tokenizer tokenizer;

        @Inject
        Targets(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }
    }

    private static final class Guided implements PretrainingFramework {
        private final Options options;
        private final VisionEncoder encoder;
        private final Targets targets;

        record Options(@Describe("blocks") int depth) {}

        @Inject
        Guided(Options options, VisionEncoder encoder, Targets targets) {
            this.options = options;
            this.encoder = encoder;
            this.targets = targets;
        }

        @Override
        public Optional<Learner> learner() {
            throw new UnsupportedOperationException();
        }
    }

    /** Takes a tokenizer if there is one. */
    private static final class Modest implements PretrainingFramework {
        private final @Nullable Tokenizer tokenizer;

        record Options() {}

        @Inject
        Modest(Options options, VisionEncoder encoder, @Nullable Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        @Override
        public Optional<Learner> learner() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Numbered implements PerceptualBackbone {
        private final Options options;
        private final Provider<Options> late;
        private final Options provided;

        record Options(@Describe("which one") int number) {}

        @Inject
        Numbered(Options options, NetworkContext context, Provider<Options> provider) {
            this.options = options;
            this.late = provider;
            context.precision();
            provided = provider.get();
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return List.of();
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
