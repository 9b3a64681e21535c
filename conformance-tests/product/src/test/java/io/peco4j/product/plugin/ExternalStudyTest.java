package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.product.Checkout;
import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java study that imports a stranger's builder from its jar, planned as from the command line. */
final class ExternalStudyTest {
    private static final Path STUDY = Checkout.root().resolve("conformance-tests/external-plugin/FsqStudy.java");

    @TempDir
    Path scratch;

    private Path jar = Path.of("");

    @BeforeEach
    void pack() throws IOException {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
        jar = ExternalPlugin.build(scratch).pack(scratch.resolve("acme-fsq-1.0.0.jar"));
    }

    @Test
    void itIsCompiledAgainstTheJarAndPlanned() {
        Outcome outcome = plan(STUDY, List.of(jar));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).containsPattern("tokenizer +fsq").containsPattern("tokenizer +vqvae");
    }

    @Test
    void whatIsWrongIsOnTheStudysLine() throws IOException {
        String wrong = Files.readString(STUDY)
                .replace("fsq().levels(8, 5, 5)", "fsq()\n.levels(8, 1, 5)\n.set(\"levls\", 3)\n");
        Path study = Files.writeString(scratch.resolve("Wrong.java"), wrong);
        int line = lineOf(wrong, ".levels(8, 1, 5)");
        Outcome outcome = plan(study, List.of(jar));
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("PECO-107", "Wrong.java:" + line)
                .contains("PECO-103", "Wrong.java:" + (line + 1))
                .doesNotContain("Fsq.java");
    }

    @Test
    void anIdWhoseDotsSplitItIsTold() throws IOException {
        String text = "study = fsq, data = scenes, tokenizer { acme.fsq { levels = [8, 5] } },"
                + " task = codeword-probe, seeds = [0]";
        Path study = Files.writeString(scratch.resolve("fsq.conf"), text);
        assertThat(plan(study, List.of(jar)).err())
                .contains("PECO-440", "the dots of acme.fsq separate keys here", "\"acme.fsq\" {}");
        Files.writeString(study, text.replace("acme.fsq", "\"acme.fsq\"").replace("[8, 5]", "[8, 5], image = 32"));
        assertThat(plan(study, List.of(jar)).err()).isEmpty();
    }

    @Test
    void withoutTheJarTheCompilersMessageSaysWhatItNeeds() {
        Outcome outcome = plan(STUDY, List.of());
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("PECO-130", "package com.acme.fsq does not exist", "FsqStudy.java:1", "plugins list");
    }

    private record Outcome(int exit, String out, String err) {}

    private Outcome plan(Path study, List<Path> plugins) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Commands.over(Services.embedded(
                        () -> Registry.of(
                                List.of(new DatasetsPlugin(), new TokenizersPlugin(), new TasksPlugin()), plugins),
                        scratch))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "plan",
                        study.toString(),
                        "--out",
                        scratch.resolve("runs").toString());
        return new Outcome(exit, out.toString(), err.toString());
    }

    private static int lineOf(String text, String part) {
        return (int) text.substring(0, text.indexOf(part))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }
}
