package io.peco4j.dsl.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.TrainingLength;
import io.peco4j.api.train.Warmup;
import io.peco4j.api.train.WeightDecay;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class OptionsBinderTest {

    enum Quantizer {
        MOVING_AVERAGE,
        GRADIENT
    }

    record Book(
            @Describe("codewords") @Default("8192") @Range(min = 2, max = 65_536)
            int size,

            @Describe("channels") @Default("256") int dimension,

            @Describe("how it learns") @Default("moving-average")
            Quantizer quantizer) {}

    record Stage(
            @Describe("channels") @Range(min = 1) int channels,
            @Describe("attention") @Default("false") boolean attention) {}

    record Kiln(
            @Describe("side in pixels") @FromEncoder int image,
            @Describe("the codebook") @Default("size = 512") Book codebook,

            @Describe("stages") @Default("[{channels = 64}]")
            List<Stage> stages,

            @Describe("layers") @Default("[3, 6]") @Range(min = 1, max = 48)
            List<Integer> layers,

            @Describe("terms") @Default("[{component = pixel, weight = 1}]")
            List<Component<CodebookObjective>> objectives,

            @Describe("features") Optional<Component<PerceptualBackbone>> backbone,
            @Describe("weights") Optional<Path> weights,
            @Describe("note") @Default("\"\"") String note,
            @Describe("examples seen") @Default("0") long seen,
            @Flat @Default("epochs = 7") Recipe recipe) {
        Kiln {
            if (codebook.dimension() > codebook.size()) {
                throw new IllegalArgumentException("the codebook has more dimensions than codewords");
            }
        }
    }

    private static final Config ENCODER = ConfigFactory.parseString("image = 64");

    private static Kiln kiln(String written) {
        return OptionsBinder.bind(Kiln.class, ConfigFactory.parseString(written), ENCODER, "tokenizer.a")
                .get();
    }

    private static Seq<Problem> problems(String written) {
        Config config =
                ConfigFactory.parseString(written, ConfigParseOptions.defaults().setOriginDescription("study.conf"));
        Validation<Seq<Problem>, Kiln> bound = OptionsBinder.bind(Kiln.class, config, ENCODER, "tokenizer.a");
        return bound.getError();
    }

    @Test
    void takesWhatIsWrittenThenTheEncodersThenTheOuterDefault() {
        Kiln bare = kiln("");
        assertThat(bare.image()).isEqualTo(64);
        assertThat(bare.codebook()).isEqualTo(new Book(512, 256, Quantizer.MOVING_AVERAGE));
        assertThat(bare.recipe().length()).isEqualTo(TrainingLength.ofEpochs(7));
        assertThat(bare.recipe().batch()).isEqualTo(128);
        assertThat(bare.backbone()).isEmpty();

        Kiln written =
                kiln("image = 32, codebook { dimension = 8, quantizer = gradient }, epochs = 1e2, warmup-epochs = 2,"
                        + " backbone = acme.net, weights = nets/a.pth");
        assertThat(written.image()).isEqualTo(32);
        assertThat(written.codebook()).isEqualTo(new Book(512, 8, Quantizer.GRADIENT));
        assertThat(written.recipe().length()).isEqualTo(TrainingLength.ofEpochs(100));
        assertThat(written.recipe().warmup()).isEqualTo(Warmup.ofEpochs(2));
        assertThat(written.backbone()).contains(Component.of(PerceptualBackbone.class, "acme.net"));
        assertThat(written.weights()).contains(Path.of("nets/a.pth"));
    }

    @Test
    void aWrittenListReplacesTheDefaultAltogether() {
        Kiln kiln = kiln("objectives = [{component = pixel}, perceptual]");
        assertThat(kiln.objectives())
                .containsExactly(
                        Component.of(CodebookObjective.class, "pixel"),
                        Component.of(CodebookObjective.class, "perceptual"));
    }

    @Test
    void listsComponentsInOrder() {
        Kiln kiln = kiln("objectives = [b, {component = a, backbone = inner}], backbone = c");
        assertThat(OptionsBinder.components(kiln)).map(Component::toString).containsExactly("b", "a", "c");
    }

    @Test
    void namesPlaceAndPathOfEachProblem() {
        assertThat(problems("codebook {\n  size = 1\n}\nlayers = [3, 99]\nobjectives = [{weight = 2}]"))
                .map(problem -> problem.code() + " " + problem.what() + " @ " + problem.where())
                .containsExactly(
                        "PECO-107 tokenizer.a.codebook.size = 1 is out of range @ study.conf:2",
                        "PECO-107 tokenizer.a.layers[1] = 99 is out of range @ study.conf:4",
                        "PECO-108 tokenizer.a.objectives[0] names no component @ study.conf:5");
    }

    @Test
    void turnsARecordsOwnRefusalIntoAProblem() {
        Problem problem = problems("codebook { size = 16 }").get();
        assertThat(problem.code()).isEqualTo("PECO-109");
        assertThat(problem.remedy()).isEqualTo("the codebook has more dimensions than codewords");
        assertThat(problem.where()).isEqualTo("study.conf:1");
    }

    @Test
    void asksForWhatNeitherTheStudyNorTheEncoderSays() {
        Validation<Seq<Problem>, Kiln> bound =
                OptionsBinder.bind(Kiln.class, ConfigFactory.empty(), ConfigFactory.empty(), "tokenizer.a");
        assertThat(bound.getError()).map(Problem::what).containsExactly("tokenizer.a.image is missing");
    }

    @Test
    void findsNearKeysInsideNestedOptions() {
        assertThat(problems("epoch = 3").get().remedy()).startsWith("did you mean epochs?  known: image, codebook, ");
        assertThat(problems("codebook-size = 3").get().remedy()).startsWith("did you mean codebook.size?");
        assertThat(problems("codebook { quantizer = gradeint }").get().remedy())
                .isEqualTo("did you mean gradient?  known: moving-average, gradient");
    }

    @Test
    void rendersResolvedOptionsSorted() {
        assertThat(OptionsBinder.resolved(new Book(4, 2, Quantizer.GRADIENT), OptionsBinder::written)
                        .root()
                        .render(ConfigRenderOptions.concise()))
                .isEqualTo("{\"dimension\":2,\"quantizer\":\"gradient\",\"size\":4}");
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void resolvedOptionsBindToTheSameRecord(@ForAll("kilns") Kiln kiln) {
        Config resolved = OptionsBinder.resolved(kiln, OptionsBinder::written);
        Config reread = ConfigFactory.parseString(resolved.root().render(ConfigRenderOptions.concise()));

        assertThat(OptionsBinder.bind(Kiln.class, resolved, ConfigFactory.empty(), "")
                        .get())
                .isEqualTo(kiln);
        assertThat(OptionsBinder.bind(Kiln.class, reread, ENCODER, "").get()).isEqualTo(kiln);
    }

    @Provide
    Arbitrary<Kiln> kilns() {
        Arbitrary<Book> books = Combinators.combine(
                        Arbitraries.integers().between(300, 65_536),
                        Arbitraries.integers().between(-5, 300),
                        Arbitraries.of(Quantizer.class))
                .as(Book::new);
        Arbitrary<Stage> stages = Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1), Arbitraries.of(true, false))
                .as(Stage::new);
        Arbitrary<Component<PerceptualBackbone>> backbones = Arbitraries.strings()
                .map(text -> Component.of(
                        PerceptualBackbone.class, "acme.net", ConfigFactory.parseMap(java.util.Map.of("text", text))));
        Arbitrary<RateSchedule> rates = Arbitraries.doubles()
                .between(0, 1e3)
                .flatMap(rate -> Arbitraries.of(
                        RateSchedule.cosine(rate).withMinimum(rate / 2),
                        RateSchedule.constant(rate),
                        RateSchedule.polynomial(rate, 0.9),
                        RateSchedule.milestones(rate, 0.5, List.of(8.0, 11.5))));
        Arbitrary<Recipe> recipes = Combinators.combine(
                        Arbitraries.of(TrainingLength.ofEpochs(3), TrainingLength.ofSteps(160_000)),
                        rates,
                        Arbitraries.of(
                                Warmup.ofEpochs(2.5), Warmup.ofSteps(1500).from(1e-6)),
                        Arbitraries.of(WeightDecay.constant(0.1), WeightDecay.between(0.04, 0.4)),
                        Arbitraries.of(Clipping.none(), Clipping.global(3), Clipping.each(0.3)),
                        Arbitraries.of(Recipe.Optimizer.class),
                        Arbitraries.of(
                                LocalSteps.none(), LocalSteps.every(16, 8).withOuter(1, 0)))
                .as((length, rate, warmup, decay, clipping, optimizer, local) -> Recipe.adamW(rate)
                        .withLength(length)
                        .withWarmup(warmup)
                        .withWeightDecay(decay)
                        .withClipping(clipping)
                        .withLocalSteps(local)
                        .withOptimizer(optimizer));
        return Combinators.combine(
                        Arbitraries.integers(),
                        books,
                        stages.list().ofMaxSize(3),
                        Arbitraries.integers().between(1, 48).list().ofMaxSize(4),
                        backbones.optional(),
                        Arbitraries.strings(),
                        Arbitraries.longs(),
                        recipes)
                .as((image, book, all, layers, backbone, text, seen, recipe) -> new Kiln(
                        image,
                        book,
                        all,
                        layers,
                        List.of(),
                        backbone,
                        backbone.map(some -> Path.of("a", "b c")),
                        text,
                        seen,
                        recipe));
    }

    /** What came later than the first keys leaves them alone where no study sets it. */
    @Test
    void anOptionThatIsWrittenOnlyIfSetIsInNoKeyOtherwise() {
        assertThat(rendered(kiln("")))
                .contains("micro-batch")
                .doesNotContain("every", "virtual-workers", "outer-rate", "outer-momentum");
        assertThat(rendered(kiln("every = 16, virtual-workers = 8")))
                .contains("\"every\":16", "\"virtual-workers\":8", "\"outer-rate\":0.7", "\"outer-momentum\":0.9");
        assertThat(problems("virtual-workers = 8").map(Problem::remedy).mkString())
                .contains("belong to every");
        assertThat(problems("every = 16").map(Problem::remedy).mkString()).contains("needs virtual-workers");
    }

    private static String rendered(Kiln kiln) {
        return OptionsBinder.resolved(kiln, OptionsBinder::written).root().render(ConfigRenderOptions.concise());
    }
}
