package io.peco4j.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CreationTest {
    private final VisionEncoder encoder = stub(VisionEncoder.class);
    private final Tokenizer tokenizer = stub(Tokenizer.class);
    private final Registry registry = Registry.of(List.of(new Module()));

    @Test
    void needsAreWhatTheConstructorLeadsTo() {
        assertThat(registry.quarantined()).isEmpty();
        assertThat(entry(ComponentKind.PRETRAINING, "guided").needs())
                .containsExactlyInAnyOrder(VisionEncoder.class, Tokenizer.class);
        assertThat(entry(ComponentKind.DATASET, "numbered").needs()).isEmpty();
    }

    @Test
    void aComponentIsMadeFromWhatIsGiven() {
        Guided guided = (Guided) entry(ComponentKind.PRETRAINING, "guided")
                .create(
                        PretrainingFramework.class,
                        Given.options(new Guided.Options(3))
                                .with(VisionEncoder.class, encoder)
                                .with(Tokenizer.class, tokenizer));
        assertThat(guided.options.depth()).isEqualTo(3);
        assertThat(guided.encoder).isSameAs(encoder);
        assertThat(guided.targets.tokenizer).isSameAs(tokenizer);
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsMade() {
        Entry guided = entry(ComponentKind.PRETRAINING, "guided");
        Given incomplete = Given.options(new Guided.Options(3)).with(VisionEncoder.class, encoder);
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
        Numbered outer =
                numbered(new Numbered.Options(1, () -> inner.add(numbered(new Numbered.Options(2, () -> {})))));
        assertThat(outer.provided.number()).isEqualTo(1);
        assertThat(inner.get(0).options.number()).isEqualTo(2);
    }

    @Test
    void aProviderThatIsAskedTooLateSaysWhy() {
        Numbered made = numbered(new Numbered.Options(1, () -> {}));
        assertThatThrownBy(made.late::get).hasMessageContaining("exists only while a component is made");
    }

    @Test
    void wrongInputPassesThroughAndEverythingElseNamesPluginAndComponent() {
        Problem problem = new Problem("PECO-201", "no image", "here", "");
        assertThatThrownBy(() -> numbered(new Numbered.Options(1, () -> {
                    throw new InvalidInputException(problem);
                })))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems()).containsExactly(problem));
        assertThatThrownBy(() -> numbered(new Numbered.Options(1, () -> {
                    throw new IllegalStateException("broken");
                })))
                .isInstanceOf(PluginFailureException.class)
                .hasMessageContaining("failed to make numbered: IllegalStateException: broken")
                .hasMessageContaining("the plugin Module")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> numbered(new Numbered.Options(1, () -> {
                    throw new NoSuchMethodError("gone");
                })))
                .isInstanceOf(PluginFailureException.class)
                .hasMessageContaining("NoSuchMethodError: gone");
    }

    @Test
    void thePluginsLoaderIsSetWhileItsConstructorRunsAndOnlyThen() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader other = new ClassLoader(before) {};
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        Thread.currentThread().setContextClassLoader(other);
        try {
            numbered(new Numbered.Options(
                    1, () -> seen.set(Thread.currentThread().getContextClassLoader())));
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

    private Numbered numbered(Numbered.Options options) {
        return (Numbered) entry(ComponentKind.DATASET, "numbered").create(Dataset.class, Given.options(options));
    }

    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.getName());
        }));
    }

    /** Registers both, and binds what one of them asks for. */
    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            pretraining("guided", Guided.Options.class).to(Guided.class);
            dataset("numbered", Numbered.Options.class).to(Numbered.class);
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

        record Options(int depth) {}

        @Inject
        Guided(Options options, VisionEncoder encoder, Targets targets) {
            this.options = options;
            this.encoder = encoder;
            this.targets = targets;
        }

        @Override
        public Learner learner() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Numbered implements Dataset {
        private final Options options;
        private final Provider<Options> late;
        private final Options provided;

        record Options(int number, Runnable during) {}

        @Inject
        Numbered(Options options, Provider<Options> provider) {
            this.options = options;
            this.late = provider;
            options.during().run();
            provided = provider.get();
        }

        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }
}
