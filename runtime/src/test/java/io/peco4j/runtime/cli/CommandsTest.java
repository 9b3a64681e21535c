package io.peco4j.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.plugin.Registry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpLoadsNothing() throws IOException {
        Supplier<Registry> never = () -> {
            throw new AssertionError("help must not load plugins");
        };
        assertThat(run(never, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: ./peco4j", "plugins", "doctor", "For example:", "Exit codes");
        assertThat(run(never, "plugins", "describe", "--help")).isZero();
        assertThat(out).hasToString(golden("describe-help.txt"));
        assertThat(run(never, "doctor", "--help")).isZero();
        for (String command : List.of("run", "plan")) {
            assertThat(run(never, command, "--help")).isZero();
            assertThat(out.toString()).contains("--preset=NAME");
        }
    }

    @Test
    void listShowsComponentsAndWhatIsNotUsedWithItsReason() throws IOException {
        assertThat(run(CommandsTest::shelf, "plugins", "list")).isZero();
        assertThat(out).hasToString(golden("list.txt"));
    }

    @Test
    void listAsJsonHasTheHashesToo() {
        assertThat(run(CommandsTest::shelf, "plugins", "list", "--json")).isZero();
        JsonObject listing = JsonParser.parseString(out.toString()).getAsJsonObject();
        JsonObject first = listing.getAsJsonArray("components").get(0).getAsJsonObject();
        assertThat(first.get("id").getAsString()).isEqualTo("acme.shapes");
        assertThat(first.get("sha256").getAsString()).matches("[0-9a-f]{64}");
        JsonObject broken = listing.getAsJsonArray("quarantined").get(0).getAsJsonObject();
        assertThat(broken.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("code")
                        .getAsString())
                .isEqualTo("PECO-411");
    }

    @Test
    void describeShowsEveryOption() throws IOException {
        assertThat(run(CommandsTest::shelf, "plugins", "describe", "acme.net")).isZero();
        assertThat(out).hasToString(golden("describe.txt"));
    }

    @Test
    void anUnknownIdIsAnInputThatIsWrong() throws IOException {
        assertThat(run(CommandsTest::shelf, "plugins", "describe", "acme.sapes"))
                .isEqualTo(2);
        assertThat(err).hasToString(golden("unknown-id.txt"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongUsageIsShortAndSuggests() {
        assertThat(run(CommandsTest::shelf, "plugins", "list", "--jsn")).isEqualTo(2);
        assertThat(err).hasToString("""
                Unknown option: '--jsn'
                Possible solutions: --json
                See ./peco4j plugins list --help
                """);
        assertThat(run(CommandsTest::shelf, "plugins")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: ./peco4j plugins");
    }

    @Test
    void aFailureSaysItsCausesOnceAndTheStackTraceOnlyWhenAsked() {
        Supplier<Registry> failing = () -> {
            throw new IllegalStateException("the disk is gone", new IOException("input/output error"));
        };
        assertThat(run(failing, "plugins", "list")).isEqualTo(1);
        assertThat(err).hasToString("""
                Failed: the disk is gone
                  because: input/output error
                To see where it failed, add --stack-trace.
                """);
        assertThat(run(failing, "plugins", "list", "--stack-trace")).isEqualTo(1);
        assertThat(err.toString()).contains("at " + CommandsTest.class.getName());
    }

    @Test
    void aCommandThatChecksFirstSaysThatNothingWasStarted() {
        CommandLine commands = Commands.over(services(CommandsTest::shelf)).addSubcommand(new Refusing());
        assertThat(execute(commands, "refuse")).isEqualTo(2);
        assertThat(err).hasToString("""
                The study cannot start, 1 problem:

                  PECO-201  no image  here

                Nothing was started and nothing was written.
                """);
    }

    private int run(Supplier<Registry> registry, String... arguments) {
        return execute(Commands.over(services(registry)), arguments);
    }

    private int execute(CommandLine commands, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Services services(Supplier<Registry> registry) {
        return new Services(new PluginFolders(List.of(), List.of()), registry, Path.of("home"));
    }

    private static Registry shelf() {
        return Registry.of(List.of(new Shelf(), new Empty()));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CommandsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** A plugin of two components. */
    private static final class Shelf extends PluginModule {
        @Override
        protected void configure() {
            dataset("acme.shapes", Shapes.Options.class).to(Shapes.class);
            backbone("acme.net", Net.Options.class).to(Net.class);
        }
    }

    private static final class Empty extends PluginModule {}

    private static final class Shapes implements Dataset {
        record Options() {}

        @Inject
        Shapes(Options options) {}

        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    @Describe("A network that sees acmes.")
    private static final class Net implements PerceptualBackbone {
        record Options(
                @Describe("side of the pictures, in pixels") @FromEncoder
                int image,

                @Describe("file of its weights") Path weights,

                @Describe("blocks whose output is compared, counted from 1; the more of them, the finer the comparison")
                @Default("[3, 6, 9, 12]")
                @Range(min = 1, max = 24)
                List<Integer> layers,

                @Describe("another file") Optional<Path> other) {}

        @Inject
        Net(Options options, NetworkContext context) {}

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

    @Command(name = "refuse")
    private static final class Refusing implements Callable<Integer>, ChecksFirst {
        @Override
        public Integer call() {
            throw new InvalidInputException(new Problem("PECO-201", "no image", "here", ""));
        }

        @Override
        public Optional<String> refusal() {
            return Optional.of("The study cannot start");
        }
    }
}
