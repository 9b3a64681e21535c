package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Step;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.GradientMode;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.ComponentInputs;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Quarantined;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalPluginTest {
    private static final int BATCH = 2;
    private static final int SIDE = 16;

    @TempDir
    Path scratch;

    @BeforeAll
    static void needsACompiler() {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
        EngineSession.start();
    }

    @Test
    void aStrangersTokenizerIsLoadedByNameAndWorks() throws IOException {
        try (Registry registry = registry(ExternalPlugin.build(scratch));
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            assertThat(registry.quarantined()).isEmpty();
            Entry entry = registry.find(ComponentKind.TOKENIZER, new ComponentId("acme.fsq"))
                    .orElseThrow();
            assertThat(entry.plugin()).hasToString("acme-fsq 1.0.0");
            assertThat(entry.required()).containsExactly(NetworkContext.class);

            Tokenizer tokenizer = tokenizer(entry, manager);
            assertThat(tokenizer.vocabularySize()).isEqualTo(8 * 5 * 4);
            NDArray images = manager.randomUniform(0, 1, new Shape(BATCH, 3, SIDE, SIDE), DataType.FLOAT32);
            tokensAndPicturesHaveTheShapesOfTheContract(tokenizer, images);
            everyTokenIsTheNearestToItsCodeword(tokenizer, manager);
            trainingReachesEveryParameter(tokenizer, images);
        }
    }

    @Test
    void aCopyOfTheApiIsRefusedByName() throws IOException {
        ExternalPlugin bundling =
                ExternalPlugin.build(scratch).withFile("io/peco4j/api/model/Tokenizer.class", new byte[0]);
        assertThat(onlyProblem(bundling))
                .extracting(Problem::code, Problem::what)
                .containsExactly("PECO-405", "the jar contains io.peco4j.api, which peco4j provides to plugins");
    }

    @Test
    void anotherApiLevelIsRefusedWithBothNumbers() throws IOException {
        ExternalPlugin newer = ExternalPlugin.build(scratch).withAttribute(ExternalPlugin.API_LEVEL, "99");
        assertThat(onlyProblem(newer))
                .extracting(Problem::code, Problem::what)
                .containsExactly("PECO-404", "built for API level 99, this peco4j has level 2");
    }

    @Test
    void aJarWithoutServicesFileIsNoPlugin() throws IOException {
        ExternalPlugin anonymous = ExternalPlugin.build(scratch).withoutFile(ExternalPlugin.SERVICES_FILE);
        Problem problem = onlyProblem(anonymous);
        assertThat(problem.code()).isEqualTo("PECO-403");
        assertThat(problem.remedy()).contains(ExternalPlugin.SERVICES_FILE);
    }

    @Test
    void aModuleThatThrowsIsSetAside() throws IOException {
        ExternalPlugin throwing = ExternalPlugin.build(
                scratch,
                Map.of(
                        "public final class FsqPlugin extends PluginModule {",
                        "public final class FsqPlugin extends PluginModule {\n"
                                + "/** Fails. */ public FsqPlugin() { throw new IllegalStateException(\"no licence\"); }"));
        assertThat(onlyProblem(throwing))
                .extracting(Problem::code, Problem::what)
                .containsExactly("PECO-408", "it throws IllegalStateException: no licence while it is loaded");
    }

    private static void tokensAndPicturesHaveTheShapesOfTheContract(Tokenizer tokenizer, NDArray images) {
        NDArray tokens = tokenizer.tokenize(images);
        int side = SIDE / tokenizer.downsampling();
        assertThat(tokens.getDataType()).isEqualTo(DataType.INT64);
        assertThat(tokens.getShape()).isEqualTo(new Shape(BATCH, side, side));
        assertThat(Arrays.stream(tokens.toLongArray()))
                .allMatch(token -> token >= 0 && token < tokenizer.vocabularySize());
        assertThat(tokenizer.tokenize(images)).isEqualTo(tokens);
        assertThat(tokenizer.reconstruct(tokens).getShape()).isEqualTo(images.getShape());
    }

    /** The grid's own arithmetic, there and back, over the whole vocabulary. */
    private static void everyTokenIsTheNearestToItsCodeword(Tokenizer tokenizer, NDManager manager) {
        int size = tokenizer.vocabularySize();
        NDArray all = manager.arange(0, size, 1, DataType.INT64).reshape(1, 1, size);
        NDArray words = tokenizer.codewords(all).reshape(size, 3);
        assertThat(words.abs().max().getFloat()).isLessThanOrEqualTo(1);
        float[] values = words.toFloatArray();
        assertThat(IntStream.range(0, size).mapToObj(i -> List.of(values[3 * i], values[3 * i + 1], values[3 * i + 2])))
                .doesNotHaveDuplicates();
    }

    private static void trainingReachesEveryParameter(Tokenizer tokenizer, NDArray images) {
        Objective objective = tokenizer.learner().orElseThrow().objectives().get(0);
        Step step = new Step(0, 1, 0, new SplittableRandom(1));
        GradientMode.on(() -> {
            NDArray loss = objective.loss(new OneBatch(images), step).value();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) images.getManager().ones(new Shape()), false, false);
        });
        List<String> untouched = objective.groups().stream()
                .map(ParameterGroup::parameters)
                .flatMap(group -> group.entrySet().stream())
                .filter(parameter ->
                        parameter.getValue().getGradient().abs().sum().getFloat() == 0)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(untouched).isEmpty();
    }

    private static Tokenizer tokenizer(Entry entry, NDManager manager) {
        Record options = OptionsBinder.bind(
                        entry.registration().options(),
                        ConfigFactory.parseString("image = 16, levels = [8, 5, 4], channels = 32"),
                        ConfigFactory.empty(),
                        "tokenizer.fsq")
                .get();
        NetworkContext context = new Context(manager, Precision.FLOAT32, new SplittableRandom(1));
        return entry.create(Tokenizer.class, ComponentInputs.options(options).with(NetworkContext.class, context));
    }

    private Problem onlyProblem(ExternalPlugin broken) throws IOException {
        try (Registry registry = registry(broken)) {
            assertThat(registry.entries()).isEmpty();
            assertThat(registry.quarantined()).extracting(Quarantined::name).containsExactly("acme-fsq-1.0.0");
            List<Problem> problems = registry.quarantined().get(0).problems();
            assertThat(problems).hasSize(1);
            return problems.get(0);
        }
    }

    private Registry registry(ExternalPlugin plugin) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("plugins"));
        plugin.pack(folder.resolve("acme-fsq-1.0.0.jar"));
        return Registry.load(List.of(), List.of(folder));
    }

    private record OneBatch(NDArray images) implements Batch {
        @Override
        public int size() {
            return BATCH;
        }

        @Override
        public NDManager manager() {
            return images.getManager();
        }

        @Override
        public NDArray get(String name) {
            assertThat(name).isEqualTo("image");
            return images;
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }

    private record Context(NDManager manager, Precision precision, RandomGenerator random) implements NetworkContext {
        @Override
        public <T> T create(Component<T> component) {
            throw new UnsupportedOperationException("nests nothing");
        }

        @Override
        public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
            throw new UnsupportedOperationException("nests nothing");
        }

        @Override
        public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
            throw new UnsupportedOperationException("nests nothing");
        }
    }
}
