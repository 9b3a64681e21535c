package io.peco4j.tasks.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.tasks.Alone;
import io.peco4j.tasks.Blocks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grey pictures, so that every distance agrees about which is closer. */
final class HumanAgreementTaskTest {
    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        for (int level : new int[] {0, 50, 100, 200}) {
            grey(folder.resolve("images/" + level + ".png"), level);
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void countsMajoritiesWithTheirInterval() throws IOException {
        votes(
                "ref,closer,farther,votes_closer,votes_farther",
                "0,50,200,3,0",
                "0,200,50,2,1",
                "0,50,100,1,2",
                "200,100,50,4,1");
        Map<String, Double> scores = scores("");
        // The second and, after its majority is turned round, the third are disagreed with.
        assertThat(scores)
                .containsEntry("tokens", 50.0)
                .containsEntry("different tokens", 50.0)
                .containsEntry("pixels (L2)", 50.0)
                .containsEntry("triplets", 4.0);
        assertThat(scores.get("tokens, 95 % from")).isCloseTo(15.0, within(0.1));
        assertThat(scores.get("tokens, 95 % to")).isCloseTo(85.0, within(0.1));
    }

    @Test
    void countsVotesAsBappsDoes() throws IOException {
        votes("ref,closer,farther,votes_closer,votes_farther", "0,50,200,3,1", "0,200,50,4,1");
        assertThat(scores("counting = votes").get("pixels (L2)")).isCloseTo(100 * (0.75 + 0.2) / 2, within(1e-9));
    }

    @Test
    void equalDistancesCountHalfAndTiesAmongPeopleAreLeftOut() throws IOException {
        votes("ref,closer,farther,votes_closer,votes_farther", "0,50,50,3,0", "0,50,200,2,2");
        assertThat(scores("")).containsEntry("tokens", 50.0).containsEntry("triplets", 1.0);
        assertThat(scores("clear = 0.5, counting = votes")).containsEntry("triplets", 2.0);
    }

    @Test
    void asksEachBackboneOnce() throws IOException {
        votes("ref,closer,farther", "0,50,200", "200,100,0");
        assertThat(scores("backbones = [{ backbone = squeezenet }, { backbone = squeezenet }]"))
                .containsKeys("squeezenet", "squeezenet 2", "squeezenet, 95 % from")
                .containsEntry("tokens", 100.0);
    }

    @Test
    void judgesPixelsAndBackbonesWithoutATokenizer() throws IOException {
        votes("ref,closer,farther", "0,50,200", "200,100,0", "0,200,100");
        HumanAgreementTask alone =
                new HumanAgreementTask(asked("backbones = [{ backbone = squeezenet }]"), null, Alone.in(manager));
        Findings findings = alone.findings(none());
        assertThat(findings.scores().get(0)).isEqualTo(Score.percent("pixels (L2)", 100 * (2 / 3.0)));
        assertThat(values(findings)).containsKey("squeezenet").doesNotContainKeys("tokens", "different tokens");
        assertThat(findings.pictures())
                .singleElement()
                .satisfies(sheet -> assertThat(sheet.title()).isEqualTo("Where pixels (L2) and people disagree"));
    }

    @Test
    void withoutATokenizerOrASideTheFirstReferenceGivesIt() throws IOException {
        votes("ref,closer,farther", "0,50,200");
        Files.writeString(folder.resolve("images/0.png"), "no picture");
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class, () -> new HumanAgreementTask(asked(""), null, Alone.in(manager)));
        assertThat(thrown.problems()).extracting(Problem::code).containsExactly("PECO-250");
    }

    @Test
    void lessMemoryChangesNoDistance() throws IOException {
        votes("ref,closer,farther", "0,50,200", "200,100,0", "50,100,200", "100,50,0", "100,100,200");
        List<Triplet> triplets = Triplets.read(folder.resolve("votes.csv"), java.util.Optional.empty());
        Pairs pairs = new Pairs(triplets);
        PictureDistance pixels = new ComparedDistances.Pixels(8);
        Counting counting = new Counting(pixels);
        Measured roomy = Measured.of(counting, pairs, new PictureReader(), manager, 1 << 20);
        assertThat(counting.seen.get())
                .as("one to measure its size, and each of four once")
                .isEqualTo(1 + 4);
        Measured tight = Measured.of(pixels, pairs, new PictureReader(), manager, 1);
        for (Triplet triplet : triplets) {
            for (Path other : List.of(triplet.closer(), triplet.farther())) {
                assertThat(tight.between(triplet.reference(), other))
                        .isEqualTo(roomy.between(other, triplet.reference()))
                        .isCloseTo(Math.abs(level(triplet.reference()) - level(other)) / 255.0, within(1e-6));
            }
        }
    }

    @Test
    void thePicturesBesideACsvFileAreReadThoughNoOptionNamesThem() throws IOException {
        votes("ref,closer,farther", "0,50,200", "0,200,50");
        assertThat(asked("").readsBeside())
                .extracting(HumanAgreementTaskTest::level)
                .containsExactly(0, 50, 200);
        assertThat(asked("pictures = \"" + folder.resolve("images") + "\"").readsBeside())
                .isEmpty();
        votes("ref,closer,farther", "0,50,77");
        assertThat(asked("").readsBeside())
                .as("the constructor says what is wrong")
                .isEmpty();
    }

    private static int level(Path picture) {
        return Integer.parseInt(picture.getFileName().toString().replace(".png", ""));
    }

    /** Counts the pictures that are looked at. */
    private record Counting(PictureDistance distance, AtomicLong seen) implements PictureDistance {
        Counting(PictureDistance distance) {
            this(distance, new AtomicLong());
        }

        @Override
        public String name() {
            return distance.name();
        }

        @Override
        public int side() {
            return distance.side();
        }

        @Override
        public NDArray look(NDArray images) {
            seen.addAndGet(images.getShape().get(0));
            return distance.look(images);
        }

        @Override
        public double between(NDArray one, NDArray other) {
            return distance.between(one, other);
        }
    }

    @Test
    void readsTheLayoutOfBappsAlsoInSubfolders() throws IOException {
        for (String part : List.of("cnn", "traditional")) {
            for (int i = 0; i < 2; i++) {
                Path set = folder.resolve("2afc").resolve(part);
                grey(set.resolve("ref/00000" + i + ".png"), 0);
                grey(set.resolve("p0/00000" + i + ".png"), 50);
                grey(set.resolve("p1/00000" + i + ".png"), 200);
                judge(set.resolve("judge/00000" + i + ".npy"), i == 0 ? 0.2f : 0.8f);
            }
        }
        Path set = folder.resolve("2afc");
        assertThat(Triplets.read(set, java.util.Optional.empty())).hasSize(4);
        HumanAgreementTask.Options options = options("triplets = \"" + set + "\", image = 8");
        assertThat(values(task(options).findings(none()))).containsEntry("tokens", 50.0);
    }

    /** Each is a table of two triplets as some program writes it, the first with 3 answers to 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ref,closer,farther,votes_closer,votes_farther\n0.png,50.png,200.png,3,1\n0.png,100.png,50.png,0,2",
                "\uFEFFref,closer,farther,votes_closer,votes_farther\r\n0.png,50.png,200.png,3,1\r\n0.png,100.png,50.png,0,2\r\n",
                "\"\",\"ref\",\"closer\",\"farther\",\"votes_closer\",\"votes_farther\"\n\"1\",\"0.png\",\"50.png\",\"200.png\",3,1\n"
                        + "\"2\",\"0.png\",\"100.png\",\"50.png\",0,2\n",
                "\"ref\",\"closer\",\"farther\",\"votes.closer\",\"votes.farther\"\n\"1\",\"0.png\",\"50.png\",\"200.png\",3,1\n"
                        + "\"2\",\"0.png\",\"100.png\",\"50.png\",0,2\n",
                "ref,closer,farther,votes_closer,votes_farther,,\n0.png,50.png,200.png,3,1,,\n,,,,,,\n\n0.png,100.png,50.png,0,2,,\n\n",
                "Ref;Closer;Farther;Votes_Closer;Votes_Farther\n0.png;50.png;200.png;0,75;0,25\n0.png;100.png;50.png;0,0;1,0\n",
                "ref\tcloser\tfarther\tvotes closer\tvotes farther\tnote\n0.png\t50.png\t200.png\t3\t1\ta, \"b\"; c\n0.png\t100.png\t50.png\t0\t2\n",
                "note, ref , closer, farther, votes_closer, votes_farther\n\"says \"\"so\"\",\n twice\", 0.png, 50.png, 200.png, 3, 1\n"
                        + ", 0.png, 100.png, 50.png, 0, 2"
            })
    void readsWhatSpreadsheetsAndStatisticsProgramsWrite(String text) throws IOException {
        Files.writeString(folder.resolve("votes.csv"), text);
        Path pictures = folder.resolve("images");
        assertThat(Triplets.read(folder.resolve("votes.csv"), java.util.Optional.empty()))
                .containsExactly(
                        new Triplet(
                                pictures.resolve("0.png"),
                                pictures.resolve("50.png"),
                                pictures.resolve("200.png"),
                                0.75),
                        new Triplet(
                                pictures.resolve("0.png"), pictures.resolve("50.png"), pictures.resolve("100.png"), 1));
    }

    @Test
    void namesTheLineOfWhatIsWrong() throws IOException {
        Files.writeString(
                folder.resolve("votes.csv"),
                "note,ref,closer,farther\n\"two\nlines\",0.png,50.png,200.png\n\nx,0.png,,50.png\nx,0.png,50.png,200.png,7\n");
        assertThat(problems(""))
                .extracting(Problem::where)
                .containsExactly(folder.resolve("votes.csv") + ":5", folder.resolve("votes.csv") + ":6");
        assertThat(problems(""))
                .extracting(Problem::what)
                .containsExactly("no value in column closer", "a line of 5 values");
        Files.writeString(folder.resolve("votes.csv"), "ref,closer,farther\n\"0.png,50.png,200.png\n");
        assertThat(problems(""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("line 2"));
        Files.write(folder.resolve("votes.csv"), new byte[] {'r', (byte) 0xe9, 'f'});
        assertThat(problems(""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("its text is not in UTF-8"));
    }

    @Test
    void saysEverythingThatIsWrong() throws IOException {
        votes("ref,close,farther,votes_closer");
        assertThat(problems(""))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder("there is no column closer", "there is no column votes_farther");
        assertThat(problems("").get(0).remedy()).contains("close");

        votes("ref,closer,farther,votes_closer,votes_farther", "0,7,8,3,0", "0,50", "0,50,100,many,1");
        assertThat(problems("pictures = \"" + folder.resolve("none") + "\""))
                .extracting(Problem::code)
                .contains("PECO-260", "PECO-261", "PECO-262");
        assertThat(problems(""))
                .extracting(Problem::where)
                .anyMatch(where -> where.endsWith("votes.csv:3"))
                .anyMatch(where -> where.endsWith("votes.csv:4"))
                .anyMatch(where -> where.endsWith("7.png"))
                .anyMatch(where -> where.endsWith("8.png"));

        Files.delete(folder.resolve("votes.csv"));
        assertThat(problems(""))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.remedy()).contains("judge").contains("ref, closer, farther"));

        Path set = folder.resolve("half");
        grey(set.resolve("ref/1.png"), 0);
        grey(set.resolve("p0/1.png"), 0);
        Files.createDirectories(set.resolve("p1"));
        judge(set.resolve("judge/1.npy"), 3);
        InvalidInputException thrown =
                catchThrowableOfType(InvalidInputException.class, () -> Triplets.read(set, java.util.Optional.empty()));
        assertThat(thrown.problems()).extracting(Problem::code).containsExactly("PECO-263", "PECO-262");
    }

    @Test
    void theIntervalIsWilsons() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20.
        assertThat(WilsonInterval.of(81 / 263.0, 263).low()).isCloseTo(0.2553, within(5e-5));
        assertThat(WilsonInterval.of(81 / 263.0, 263).high()).isCloseTo(0.3662, within(5e-5));
        assertThat(WilsonInterval.of(0, 20).low()).isZero();
        assertThat(WilsonInterval.of(0, 20).high()).isCloseTo(0.1611, within(5e-5));
    }

    private List<Problem> problems(String more) {
        return catchThrowableOfType(InvalidInputException.class, () -> task(asked(more)))
                .problems();
    }

    private Map<String, Double> scores(String more) {
        return values(task(asked(more)).findings(none()));
    }

    private static Map<String, Double> values(Findings findings) {
        return findings.scores().stream().collect(Collectors.toMap(Score::name, Score::value));
    }

    private HumanAgreementTask task(HumanAgreementTask.Options options) {
        return new HumanAgreementTask(options, new Blocks(8), Alone.in(manager));
    }

    private static Alone.Pictures none() {
        return new Alone.Pictures(List.of(), List.of());
    }

    private HumanAgreementTask.Options asked(String more) {
        return options("triplets = \"" + folder.resolve("votes.csv") + "\", " + more);
    }

    private static HumanAgreementTask.Options options(String written) {
        return OptionsBinder.bind(
                        HumanAgreementTask.Options.class,
                        ConfigFactory.parseString(written),
                        ConfigFactory.empty(),
                        "task")
                .get();
    }

    /** Pictures are named by their level. */
    private void votes(String header, String... rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            for (int i = 0; i < cells.length; i++) {
                text.append(i == 0 ? "" : ",").append(cells[i]).append(i < 3 ? ".png" : "");
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("votes.csv"), text);
    }

    private static void grey(Path file, int level) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0x010101 * level);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private static void judge(Path file, float value) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
        out.write(header);
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        Files.write(file, out.toByteArray());
    }
}
