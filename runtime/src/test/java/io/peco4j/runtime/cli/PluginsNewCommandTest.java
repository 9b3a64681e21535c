package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsNewCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void writesAWholeProject() throws IOException {
        assertThat(run("plugins", "new", "acme-fsq", "--package", "org.acme.tokens", "--into", "" + folder))
                .isZero();
        assertThat(out.toString()).contains("the tokenizer acme.fsq", "mvn package");
        Path project = folder.resolve("acme-fsq");
        assertThat(project.resolve("src/main/java/org/acme/tokens/AcmeFsqPlugin.java"))
                .content()
                .contains("package org.acme.tokens;", "tokenizer(\"acme.fsq\", AcmeFsqOptions.class)");
        assertThat(project.resolve("src/main/resources/META-INF/services/io.peco4j.api.plugin.PluginModule"))
                .hasContent("org.acme.tokens.AcmeFsqPlugin");
        assertThat(project.resolve(".gitignore")).exists();
        assertThat(project.resolve("pom.xml")).content().contains("<Peco4j-Api-Level>2<", "peco4j-bom");
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(project);
        }
    }

    @Test
    void refusesAndLeavesNothing() throws IOException {
        refuses("PECO-420", "acme-tokenizer", "Acme");
        refuses("PECO-420", "acme-tokenizer", "acme");
        refuses("PECO-420", "none of them a keyword", "acme-fsq", "--package", "com.acme.");
        refuses("PECO-420", "none of them a keyword", "new-fsq", "--package", "com.new");
        refuses("PECO-421", "--kind dataset or encoder or", "acme-fsq", "--kind", "nonsense");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        Files.createDirectory(folder.resolve("acme-fsq"));
        refuses("PECO-422", "another name", "acme-fsq");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left).hasSize(2);
        }
    }

    private void refuses(String code, String remedy, String... arguments) {
        String[] all = Stream.concat(Stream.of("plugins", "new", "--into", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        assertThat(run(all)).isEqualTo(2);
        assertThat(err.toString()).contains(code, remedy);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Services services =
                new Services(new PluginFolders(List.of(), List.of()), () -> Registry.of(List.of()), Path.of("home"));
        return Commands.over(services)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
