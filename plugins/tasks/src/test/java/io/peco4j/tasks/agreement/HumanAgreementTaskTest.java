package io.peco4j.tasks.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.tasks.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Grey pictures, so that every distance agrees about which is closer. */
final class HumanAgreementTaskTest extends AgreementFixture {
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
    void theIntervalIsWilsons() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20.
        assertThat(WilsonInterval.of(81 / 263.0, 263).low()).isCloseTo(0.2553, within(5e-5));
        assertThat(WilsonInterval.of(81 / 263.0, 263).high()).isCloseTo(0.3662, within(5e-5));
        assertThat(WilsonInterval.of(0, 20).low()).isZero();
        assertThat(WilsonInterval.of(0, 20).high()).isCloseTo(0.1611, within(5e-5));
    }
}
