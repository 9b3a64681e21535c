package io.peco4j.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyFileTest {
    private static final String SMALL = "study = s, data = scenes, task = linear-probe, seeds = [0]\n";

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void readsBackEqual(@ForAll("studies") Study study) {
        Study read = StudyFile.read(ConfigFactory.parseString(StudyFile.write(study)));

        assertThat(read).isEqualTo(study);
        assertThat(List.copyOf(read.tokenizers().keySet()))
                .isEqualTo(List.copyOf(study.tokenizers().keySet()));
        Study again = StudyFile.read(StudyFile.write(study), "text");
        assertThat(again).isEqualTo(study);
        assertThat(List.copyOf(again.tokenizers().keySet()))
                .isEqualTo(List.copyOf(study.tokenizers().keySet()));
        assertThat(List.copyOf(again.tasks().keySet()))
                .isEqualTo(List.copyOf(study.tasks().keySet()));
    }

    /** The first choice is what the others are compared with, wherever line ends are, and whatever it is made of. */
    @Test
    void choicesAreInTheOrderInWhichTheyWereWritten(@TempDir Path folder) throws IOException {
        String choices = """
                # not a "{ of this
                tokenizer { pixel { component = vqvae, objectives = [{ weight = 1 }, x] }, "c.d" = ${tokenizer.pixel} {
                  epochs = 1 }, class = ${tokenizer.pixel} { epochs = 2 }, a = vqvae }
                """;
        assertThat(tokenizers(StudyFile.read(SMALL + choices, "text"))).containsExactly("pixel", "c.d", "class", "a");

        Files.writeString(folder.resolve("two.conf"), "pixel { component = vqvae }, class { component = vqvae }");
        Path file = Files.writeString(folder.resolve("three.conf"), SMALL + """
                tokenizer = # on a line of its own
                {
                  include "two.conf"
                  all { component = vqvae, epochs = 3 }
                }
                tokenizer.class.epochs = 1
                """);
        assertThat(tokenizers(StudyFile.read(file))).containsExactly("pixel", "class", "all");
    }

    private static List<String> tokenizers(Study study) {
        return List.copyOf(study.tokenizers().keySet());
    }

    @Provide
    Arbitrary<Study> studies() {
        Arbitrary<String> names = Arbitraries.of("pixel", "component", "A.b_c", "7", "zz", "true", "a");
        Arbitrary<String> ids = Arbitraries.of("vqvae", "acme.fsq", "a");
        Arbitrary<Component<Tokenizer>> tokenizers =
                Combinators.combine(ids, options()).as((id, options) -> Component.of(Tokenizer.class, id, options));
        Arbitrary<Component<Dataset>> own =
                Combinators.combine(ids, options()).as((id, options) -> Component.of(Dataset.class, id, options));
        Arbitrary<StudyTask> tasks = Combinators.combine(ids, options(), own.injectNull(0.5))
                .as((id, options, set) -> new StudyTask(
                        Component.of(DownstreamTask.class, id, options.withoutPath(StudyTask.DATA)), set));
        Arbitrary<Component<PretrainingFramework>> frameworks = Combinators.combine(ids, options())
                .as((id, options) ->
                        Component.of(PretrainingFramework.class, id, options.withoutPath(StudyPretraining.TOKENIZER)));
        Arbitrary<Axes> ways = Combinators.combine(
                        Arbitraries.maps(names, tokenizers).ofMaxSize(3).filter(StudyFileTest::distinct),
                        Arbitraries.maps(Arbitraries.of("p", "q.r", "tokenizer"), frameworks)
                                .ofMaxSize(2)
                                .filter(StudyFileTest::distinct))
                .as(Axes::new);
        return Combinators.combine(
                        names,
                        Arbitraries.strings().ofMaxLength(20),
                        options(),
                        ways,
                        Arbitraries.maps(names, tasks).ofMinSize(1).ofMaxSize(2).filter(StudyFileTest::distinct),
                        Arbitraries.longs().list().ofMinSize(1).ofMaxSize(3).uniqueElements(),
                        Arbitraries.of(PrecisionChoice.class),
                        published().list().ofMaxSize(2))
                .as((name, description, data, axes, judges, seeds, precision, published) -> new Study(
                        name,
                        description,
                        Component.of(Dataset.class, "scenes", data),
                        Map.of(),
                        axes.tokenizers(),
                        axes.bound(),
                        judges,
                        seeds,
                        precision,
                        published.stream()
                                .map(each -> about(
                                        each, List.copyOf(axes.tokenizers().keySet()), judges.keySet()))
                                .toList()));
    }

    private record Axes(
            Map<String, Component<Tokenizer>> tokenizers, Map<String, Component<PretrainingFramework>> frameworks) {
        /** The first pretraining learns from the first tokenizer. */
        Map<String, StudyPretraining> bound() {
            Map<String, StudyPretraining> all = new LinkedHashMap<>();
            frameworks.forEach((name, framework) -> all.put(
                    name,
                    new StudyPretraining(
                            framework,
                            all.isEmpty()
                                    ? tokenizers.keySet().stream().findFirst().orElse(null)
                                    : null)));
            return all;
        }
    }

    private static Arbitrary<Published> published() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
        return Combinators.combine(text, text, text)
                .as((source, measure, note) ->
                        Published.in("in " + source).measure(measure).note(note));
    }

    /** The first choice has a figure, and all of them are in order. */
    private static Published about(Published published, List<String> choices, Set<String> tasks) {
        Published about = published.on(tasks.iterator().next());
        if (!choices.isEmpty()) {
            about = about.figure(choices.get(0), 6.1 * choices.size());
        }
        return choices.size() > 1 ? about.order(String.join(" < ", choices)).order(String.join("~", choices)) : about;
    }

    private static boolean distinct(Map<?, ?> components) {
        return components.values().stream().distinct().count() == components.size();
    }

    private static Arbitrary<Config> options() {
        Arbitrary<ConfigValue> scalars = Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12).map(Object.class::cast),
                        Arbitraries.of(
                                "true", "nullable", "include", "a//b", "data/x", "1", "-", "${x}", "#", "\n", "é☃", ""),
                        Arbitraries.integers().map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.doubles().map(Object.class::cast),
                        Arbitraries.of(true, false).map(Object.class::cast))
                .map(ConfigValueFactory::fromAnyRef);
        Arbitrary<ConfigValue> lists =
                Arbitraries.oneOf(scalars, objects(scalars)).list().ofMaxSize(3).map(ConfigValueFactory::fromIterable);
        return objects(Arbitraries.oneOf(scalars, lists, objects(scalars)))
                .map(value -> ((ConfigObject) value).withoutKey("component").toConfig());
    }

    private static Arbitrary<ConfigValue> objects(Arbitrary<ConfigValue> values) {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of("size", "learning-rate", "component", "data", "a.b", "0", "include"),
                Arbitraries.strings().ofMaxLength(5));
        return Arbitraries.maps(keys, values).ofMaxSize(3).map(ConfigValueFactory::fromMap);
    }

    @Test
    void namesMayBeLeftOutAndStandForIds() {
        Study study =
                StudyFile.read(ConfigFactory.parseString("study = s, data { component = image-folder, path = data/x }"
                        + "\nencoder { component = vit, patch = 8 }\ntask {\n z-probe {}\n linear-probe { l2 = 1 }\n own = acme.t\n}"
                        + "\npretraining = beit\nseeds = [3]"));

        assertThat(component(study.encoders(), "vit").options().getInt("patch")).isEqualTo(8);
        assertThat(pretraining(study, "beit").id().name()).isEqualTo("beit");
        assertThat(study.tasks().keySet()).containsExactly("z-probe", "linear-probe", "own");
        assertThat(task(study, "own").id().name()).isEqualTo("acme.t");
        assertThat(task(study, "linear-probe").options().root()).hasSize(1);
        assertThat(study.precision()).isEqualTo(PrecisionChoice.AUTO);
    }

    @Test
    void listsWhatIsWrongWithTheLayout() {
        List<Problem> problems = problems(() -> StudyFile.read(ConfigFactory.parseString(
                "studdy = s\ndata { path = x }\ntokenizer {}\nencoder = [vit]\ntask { a { component = No } }\nseeds = x",
                com.typesafe.config.ConfigParseOptions.defaults().setOriginDescription("s.conf"))));

        assertThat(problems)
                .map(problem -> problem.code() + " " + problem.what() + " @ " + problem.where())
                .containsExactly(
                        "PECO-104 encoder has the wrong type @ s.conf:4",
                        "PECO-102 tokenizer is empty @ s.conf:3",
                        "PECO-103 unknown option studdy @ s.conf:1",
                        "PECO-105 study is missing @ s.conf:1",
                        "PECO-108 data names no component @ s.conf:2",
                        "PECO-104 seeds has the wrong type @ s.conf:6",
                        "PECO-108 task.a.component names no component @ s.conf:5");
        assertThat(problems.get(2).remedy()).startsWith("did you mean study?");
    }

    @Test
    void whatWasPublishedIsReadAndChanged() {
        String file = "study = s, data = scenes, task = linear-probe, seeds = [0]\ntokenizer { a = vqvae, b = dalle }\n"
                + "published = [{ source = \"Paper, Table 1\", task = linear-probe, order = [\"a < b\"] }]";
        Study study = StudyFile.read(ConfigFactory.parseString(file));
        Published expected = Published.in("Paper, Table 1").on("linear-probe").order("a < b");

        assertThat(study.published()).containsExactly(expected);
        assertThat(StudyFile.write(study)).doesNotContain("note").contains("order = [\"a < b\"]");
        Study changed = study.with(List.of("published[0].note=from memory", "tokenizer.a.epochs=3"));
        assertThat(changed.published()).containsExactly(expected.note("from memory"));
        assertThat(study.with(List.of("published=[]")).published()).isEmpty();
        assertThat(StudyFile.write(study.with(List.of("published=[]")))).doesNotContain("published");
    }

    @Test
    void anOrderIsReadByNeighbours() {
        Published published = Published.in("x")
                .order(" a<b.c ~ d-1 ")
                .order("7 <")
                .order("a > b")
                .order("a b");

        assertThat(published.relations())
                .containsExactly(
                        new Published.Relation("a", Published.Sign.WORSE, "b.c"),
                        new Published.Relation("b.c", Published.Sign.ABOUT_EQUAL, "d-1"));
        assertThat(published.figure("z", 1).figure("a", 2).choices()).containsExactly("z", "a", "b.c", "d-1");
        assertThat(published.figure("z", 1).value("z")).hasValue(1);
        assertThat(published.value("a")).isEmpty();
    }

    @Test
    void includesFilesBesideItAndSubstitutesWithinIt(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/axes.conf"), "include \"more.conf\"\nside = 32\n");
        Files.writeString(folder.resolve("parts/more.conf"), "task = linear-probe, seeds = [1]\n");
        Path file = folder.resolve("s.conf");
        Files.writeString(
                file, "include \"parts/axes.conf\"\nstudy = s\ndata { component = scenes, image = ${side} }\n");

        List<Problem> problems = problems(() -> StudyFile.read(file));
        assertThat(problems).map(Problem::what).containsExactly("unknown option side");

        Files.writeString(folder.resolve("parts/axes.conf"), "include \"more.conf\"\n");
        Files.writeString(file, "include \"parts/axes.conf\"\nstudy = s, data = scenes\n");
        assertThat(StudyFile.read(file).seeds()).containsExactly(1L);
    }

    @Test
    void remarksOnValuesThatEndAtACommentInAllFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("data.conf"), "data { component = image-folder, path = photos#1\r\n}\r\n");
        Path file = Files.writeString(folder.resolve("s.conf"), """
                include "data.conf" # x
                study = s
                description = \"""a//b
                c#d\""" // y
                seeds = [0]//z
                task {//tasks
                  linear-probe {}# last
                }
                tokenizer.pixel { component = vqvae
                  weights = ../nets//a.npz
                }
                """);
        List<Problem> remarks = new ArrayList<>();
        Study study = StudyFile.read(file, remarks::add);

        assertThat(study.data().options().getString("path")).isEqualTo("photos");
        assertThat(remarks)
                .map(remark -> remark.code() + " " + folder.relativize(Path.of(remark.where())) + " " + remark.what())
                .containsExactlyInAnyOrder(
                        "PECO-136 data.conf:1 the value photos ends at a comment: #1",
                        "PECO-136 s.conf:10 the value ../nets ends at a comment: //a.npz");
    }

    @Test
    void nothingIsRemarkedOfWhatStudiesWrite() {
        String text = "study = s # a\nencoder { component = vit } // b\nseeds = [0, 1]\n"
                + "data { component = image-folder, path = \"data//photos#1\", other = \"\\\"//x\" }";
        assertThat(CutValues.in(text, "s.conf")).isEmpty();
        assertThat(CutValues.in("a = ${b}//c", "s.conf"))
                .map(Problem::what)
                .containsExactly("the value ${b} ends at a comment: //c");
        assertThat(CutValues.in("a = b/c//d/", "s.conf"))
                .map(Problem::remedy)
                .containsExactly("write \"b/c//d/\" if this is one value, or put a space before the comment");
    }

    @Test
    void looksAtNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("s.conf");
        for (String line : List.of(
                "include url(\"http://localhost/x.conf\")",
                "include classpath(\"x.conf\")",
                "include \"/etc/x.conf\"",
                "include \"s.conf\"",
                "include \"missing.conf\"",
                "description = ${HOME}",
                "description = [")) {
            Files.writeString(file, SMALL + line + "\n");
            assertThat(problems(() -> StudyFile.read(file)))
                    .as(line)
                    .map(Problem::code)
                    .containsExactly("PECO-101");
        }
        assertThat(problems(() -> StudyFile.read(folder.resolve("none.conf"))))
                .map(Problem::code)
                .containsExactly("PECO-101");
        assertThat(problems(() -> StudyFile.read(SMALL + "description = [", "a record")))
                .map(Problem::code)
                .containsExactly("PECO-101");
    }

    static List<Problem> problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(InvalidInputException.class, call).problems();
    }

    private static Component<DownstreamTask> task(Study study, String name) {
        return Objects.requireNonNull(study.tasks().get(name)).component();
    }

    private static Component<PretrainingFramework> pretraining(Study study, String name) {
        return Objects.requireNonNull(study.pretrainings().get(name)).component();
    }

    private static <T> Component<T> component(Map<String, Component<T>> axis, String name) {
        return Objects.requireNonNull(axis.get(name));
    }
}
