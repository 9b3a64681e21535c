package io.peco4j.tasks.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that say what people found: layouts that are read, and what is wrong with others. */
final class TripletFilesTest extends AgreementFixture {
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
}
