package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.product.Checkout;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.template.PluginName;
import io.peco4j.runtime.template.ProjectTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listing of the plugin guide, typed in, packed as the guide says, and run in the study that it shows. */
final class PluginGuideTest {
    private static final Path GUIDE = Checkout.root().resolve("docs/plugin-guide.md");
    private static final Pattern PACKAGED =
            Pattern.compile("```java\\n(package com.acme;.*?public final class (\\w+).*?)```", Pattern.DOTALL);
    private static final Pattern STUDY = Pattern.compile("```hocon\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path scratch;

    @Test
    void theListingIsAPluginOfSixtyLinesAndItTrains() throws IOException {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
        String guide = Files.readString(GUIDE);
        Path main = scratch.resolve("project/src/main");
        Matcher listing = PACKAGED.matcher(guide);
        List<String> lines = new ArrayList<>();
        while (listing.find()) {
            Path file = main.resolve("java/com/acme/" + listing.group(2) + ".java");
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, listing.group(1));
            listing.group(1).lines().filter(line -> !line.isBlank()).forEach(lines::add);
        }
        assertThat(lines).hasSizeLessThanOrEqualTo(60);
        Path services = main.resolve("resources").resolve(ExternalPlugin.SERVICES_FILE);
        Files.createDirectories(services.resolveSibling(""));
        Files.writeString(services, "com.acme.AcmePlugin\n");
        Files.writeString(
                scratch.resolve("project/pom.xml"),
                ProjectTemplate.of("tokenizer")
                        .filled(new PluginName("acme-tokenizer", "com.acme"), "0.1.0-SNAPSHOT")
                        .get("pom.xml"));

        Path jar = ExternalPlugin.build(scratch.resolve("project"), scratch, Map.of())
                .pack(scratch.resolve("acme-tokenizer-1.0.0.jar"));
        Matcher study = STUDY.matcher(guide);
        assertThat(study.find()).isTrue();
        RunRecord run = TinyStudy.run(
                jar,
                study.group(1),
                List.of("data.train=32", "data.val=16", "tokenizer.acme.epochs=2", "tokenizer.acme.batch=8"),
                scratch);
        assertThat(run.failures()).isEmpty();
        assertThat(run.cells()).hasSize(1);
    }
}
