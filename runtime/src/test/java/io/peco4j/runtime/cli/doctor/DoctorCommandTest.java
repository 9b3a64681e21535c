package io.peco4j.runtime.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DoctorCommandTest {
    private static final Check GOOD = new Fixed("engine", Finding.works("it calculates"));
    private static final Check BAD =
            new Fixed("plugins", Finding.broken("2 plugins are not used", "PECO-403 here\nPECO-404 there"));

    private final StringWriter out = new StringWriter();

    @Test
    void whatIsBrokenComesWithItsRemedyAndFails() {
        assertThat(run(List.of(GOOD, BAD))).isEqualTo(1);
        assertThat(out).hasToString("""
                  works    engine       it calculates
                  broken   plugins      2 plugins are not used
                                        PECO-403 here
                                        PECO-404 there

                Something is broken.
                """);
    }

    @Test
    void allIsWell() {
        assertThat(run(List.of(GOOD))).isZero();
        assertThat(out.toString()).endsWith("Everything needed works.\n");
    }

    @Test
    void aSettingThatIsRefusedIsBrokenAndTheOthersAreLookedAt() {
        Check refusing = new Check() {
            @Override
            public String subject() {
                return "engine";
            }

            @Override
            public Finding look() {
                throw new InvalidInputException(
                        new Problem("PECO-505", "unknown way: conv", "property", "one of: a, b"));
            }
        };
        assertThat(run(List.of(refusing, GOOD))).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "broken   engine       PECO-505 unknown way: conv (property)", "one of: a, b", "it calculates");
    }

    @Test
    void asJson() {
        assertThat(run(List.of(GOOD, BAD), "--json")).isEqualTo(1);
        JsonArray findings = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(findings.get(1).getAsJsonObject().get("state").getAsString()).isEqualTo("broken");
    }

    @Test
    void theEngineCalculatesHere() {
        assertThat(new EngineCheck().look().what()).contains("libtorch").contains("it calculates");
    }

    @Test
    void precisionFollowsTheProcessor() {
        Processor amx = new Processor("GenuineIntel", "Xeon", Set.of("amx_bf16"));
        Processor plain = new Processor("GenuineIntel", "Atom", Set.of("avx2"));
        assertThat(new PrecisionCheck(amx).look().what()).startsWith("auto means bfloat16: Xeon");
        assertThat(new PrecisionCheck(plain).look().what()).startsWith("auto means float32: Atom");
    }

    @Test
    void foldersNeedNotExistButTheirParentsMustBeFolders(@TempDir Path folder) throws IOException {
        assertThat(look(folder.resolve("a/b"), 1).state()).isEqualTo(Finding.State.WORKS);
        assertThat(look(folder, Long.MAX_VALUE).state()).isEqualTo(Finding.State.LIMITED);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(look(file.resolve("below"), 1).state()).isEqualTo(Finding.State.BROKEN);
    }

    @Test
    void noPluginsAtAllIsBroken() {
        assertThat(new PluginsCheck(() -> Registry.of(List.of())).look().state())
                .isEqualTo(Finding.State.BROKEN);
    }

    private static Finding look(Path folder, long megabytes) {
        return new FolderCheck("folder", folder, megabytes, "choose another").look();
    }

    private int run(List<Check> checks, String... arguments) {
        return new CommandLine(new DoctorCommand(checks))
                .setOut(new PrintWriter(out))
                .execute(arguments);
    }

    private record Fixed(String subject, Finding look) implements Check {}
}
