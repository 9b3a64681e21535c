package io.peco4j.product.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study under other locales and in folders with unusual names gives what it gives everywhere. */
final class AnyMachineTest {
    private static final String STUDY = """
            study = tiny
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            tokenizer {
              pixel {
                component = vqvae, codebook { size = 16, dimension = 4 }, channels = 32, image = 16
                multipliers = [1, 1, 1, 1], latent = 8, residual-blocks = 1, decoder-residual-blocks = 1
                attention = false, batch = 8, epochs = 1, warmup-epochs = 0
              }
            }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { beit { mask { min-patches = 1 }, batch = 8, epochs = 1, warmup-epochs = 0 } }
            task { codeword-probe {}, linear-probe {} }
            seeds = [1234]
            """;

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** Persian and Arabic have digits of their own, Turkish another lower case of I, German another decimal sign. */
    @Test
    void aRunAndItsPlanAreTheSameInEveryLanguageAndFolder() throws IOException {
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        Map<String, String> plain = results(study, folder.resolve("plain"));
        String plan = plan(study, folder.resolve("plain")).out();

        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        Path unusual = Files.createDirectories(folder.resolve(encodable("a b+c%20%zz#&\u00e9\u72ac")));
        Path copy = Files.copy(study, unusual.resolve("my study+1#2.conf"));
        assertThat(results(copy, unusual.resolve("out put"))).isEqualTo(plain);
        for (String language : List.of("fa-IR", "ar-EG", "tr-TR", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertThat(plan(copy, unusual.resolve("out put")).out())
                    .as(language)
                    .isEqualTo(plan);
        }
        assertThat(plan).contains("1234", "4 stages, 4 cached");
    }

    @Test
    void valuesThatEndAtACommentAreMentionedBeforeTheRest() throws IOException {
        Path study = Files.writeString(
                folder.resolve("tiny.conf"), STUDY.replace("image = 16\n    ", "image = 4//16\n    "));
        assertThat(plan(study, folder.resolve("runs")).err())
                .startsWith("Warning:")
                .contains("PECO-136", "the value 4 ends at a comment: //16", study + ":5", "\"4//16\"", "PECO-109");
    }

    private Outcome plan(Path study, Path out) {
        return new Console(folder).run("plan", "" + study, "--out", "" + out);
    }

    /** By path: the tables and weights of a run, whose bytes depend on the study alone. */
    private Map<String, String> results(Path study, Path out) throws IOException {
        Outcome outcome = new Console(folder).run("run", "" + study, "--out", "" + out);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                if (name.matches(".*\\.(csv|md|safetensors)")) {
                    results.put(name, Arrays.hashCode(Files.readAllBytes(file)) + "");
                }
            }
        }
        assertThat(results).hasSizeGreaterThan(3);
        return results;
    }

    /** The name as far as this machine's file names can have it. */
    private static String encodable(String name) {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "US-ASCII"));
        return new String(name.getBytes(names), names).replace('?', '_');
    }
}
