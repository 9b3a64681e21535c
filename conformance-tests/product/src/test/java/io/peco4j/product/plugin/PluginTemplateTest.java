package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.template.PluginName;
import io.peco4j.runtime.template.ProjectFolder;
import io.peco4j.runtime.template.ProjectTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plugins new} writes is a plugin that compiles, loads and trains. */
final class PluginTemplateTest {
    @TempDir
    Path scratch;

    @BeforeAll
    static void needsACompiler() {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
    }

    @Test
    void theTokenizerTrainsInItsStudy() throws IOException {
        Path project = scratch.resolve("acme-tokenizer");
        ProjectFolder.write(
                project,
                ProjectTemplate.of("tokenizer").filled(new PluginName("acme-tokenizer", "com.acme"), "0.1.0-SNAPSHOT"));
        assertThat(project.resolve("pom.xml")).content().doesNotContain("@");
        assertThat(project.resolve("README.md")).content().hasLineCount(10);
        assertThat(project.resolve("src/test/java/com/acme/AcmeTokenizerTest.java"))
                .exists();

        Path jar = ExternalPlugin.build(project, scratch, Map.of()).pack(scratch.resolve("acme-tokenizer-1.0.0.jar"));
        RunRecord run = TinyStudy.run(
                jar,
                Files.readString(project.resolve("study.conf")),
                List.of(
                        "data.train=32",
                        "data.val=16",
                        "tokenizer.tokenizer.epochs=2",
                        "tokenizer.tokenizer.batch=8",
                        "tokenizer.vqvae.epochs=0",
                        "tokenizer.vqvae.channels=32",
                        "tokenizer.vqvae.codebook.size=64"),
                scratch);
        assertThat(run.failures()).isEmpty();
        assertThat(run.cells())
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell.scores()).isNotEmpty());
    }
}
