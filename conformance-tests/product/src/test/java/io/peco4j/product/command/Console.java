package io.peco4j.product.command;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.ForwardingTokenizer;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Learner;
import io.peco4j.backbones.BackbonesPlugin;
import io.peco4j.conformance.stub.ColourTokenizer;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs commands in this process, with the bundled components and {@code colours}, a tokenizer that comes trained, and
 * {@code eye}, a backbone.
 */
final class Console {
    private final Path home;

    Console(Path home) {
        this.home = home;
    }

    /** The outcome of a command. */
    record Outcome(int exit, String out, String err) {}

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Commands.over(Services.embedded(Console::registry, home))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    private static Registry registry() {
        return Registry.of(List.of(
                new DatasetsPlugin(),
                new PretrainingPlugin(),
                new BackbonesPlugin(),
                new TokenizersPlugin(),
                new TasksPlugin(),
                new Colours()));
    }

    private static final class Colours extends PluginModule {
        @Override
        protected void configure() {
            tokenizer("colours", Options.class).to(Trained.class);
            backbone("eye", None.class).to(Eye.class);
        }
    }

    private record Options(
            @Describe("changes nothing, but makes another component") @Default("1")
            int variant) {}

    private record None() {}

    /** Its only layer is the picture, from black. */
    private static final class Eye implements PerceptualBackbone {
        @Inject
        Eye(None options) {}

        @Override
        public List<NDArray> features(NDArray images) {
            return List.of(images.add(0.1));
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

    /** Sees three bits of colour, on pictures of 16 pixels. */
    private static final class Trained implements ForwardingTokenizer {
        private final ColourTokenizer colours;

        @Inject
        Trained(Options options, NetworkContext context) {
            this.colours = new ColourTokenizer(context.manager());
        }

        @Override
        public Tokenizer tokenizer() {
            return colours;
        }
    }
}
