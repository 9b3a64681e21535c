package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.launch.Place;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.run.FaultyParts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} where stages are programs somewhere else. */
final class RunInProcessesTest {
    private static final String STUDY = """
            study = tiny
            data { component = pixels }
            tokenizer { one { component = faulty }, two { component = faulty, variant = 1 } }
            task { judge {} }
            seeds = [0, 1]
            """;

    @TempDir
    Path folder;

    @Test
    void programsReadTheStudyOfTheirRunWhateverAnotherRunOfItWrites() throws IOException {
        EngineSession.start();
        Path run = folder.resolve("out/tiny");
        Reading place = new Reading(run.resolve("study.conf"));
        Services services = Services.embedded(() -> Registry.of(List.of(new FaultyParts())), folder)
                .at(new Services.There(List.of("peco4j"), place));
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        StringWriter err = new StringWriter();

        int code = Commands.over(services)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("run", study.toString(), "--out", folder.resolve("out").toString(), "--threads", "1");

        assertThat(code).as(err.toString()).isEqualTo(1);
        assertThat(place.read).hasSize(4).allSatisfy(text -> assertThat(text).contains("seeds = [0, 1]"));
        assertThat(FileTree.entries(run))
                .extracting(file -> file.getFileName().toString())
                .filteredOn(name -> name.endsWith(".conf"))
                .containsExactly("study.conf");
    }

    /** Programs that read their study after another run has begun, and fail. */
    private static final class Reading implements Place {
        private final Path replaced;
        private final List<String> read = new ArrayList<>();

        Reading(Path replaced) {
            this.replaced = replaced;
        }

        @Override
        public synchronized Outcome run(List<List<String>> programs, BiConsumer<Integer, String> lines) {
            List<String> program = programs.get(0);
            try {
                Files.writeString(replaced, "of another run");
                read.add(Files.readString(Path.of(program.get(program.indexOf("stage") + 1))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Outcome(List.of(new Ending(0, 1, List.of("no"))), null);
        }

        @Override
        public int slots(int wanted) {
            return 1;
        }

        @Override
        public boolean sealed() {
            return false;
        }
    }
}
