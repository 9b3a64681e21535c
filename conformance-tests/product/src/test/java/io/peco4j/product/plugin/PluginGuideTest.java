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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listings of the plugin guide, typed in, packed as the guide says, and run in the studies that it shows. */
final class PluginGuideTest {
    private static final Path GUIDE = Checkout.root().resolve("docs/plugin-guide.md");
    private static final Pattern PACKAGED =
            Pattern.compile("```java\\n(package com.acme;.*?public final class (\\w+).*?)```", Pattern.DOTALL);
    private static final Pattern REGISTERED = Pattern.compile("```java\\n((?:pretraining|task)\\(.*?;)\\n```");
    private static final Pattern STUDY = Pattern.compile("```hocon\\n(study = .*?)```", Pattern.DOTALL);
    private static final String MODULE = "AcmePlugin";
    private static final int LONGEST = 60;

    @TempDir
    Path scratch;

    @Test
    void theListingsAreComponentsOfSixtyLinesAndTheirStudiesRun() throws IOException {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
        String guide = Files.readString(GUIDE);
        Map<String, String> listings = new LinkedHashMap<>();
        PACKAGED.matcher(guide).results().forEach(found -> listings.put(found.group(2), found.group(1)));
        assertThat(listings.keySet()).containsExactly(MODULE, "AcmeTokenizer", "AcmeSimmim", "AcmeKnn");
        assertThat(linesOf(listings.getOrDefault(MODULE, "")) + linesOf(listings.getOrDefault("AcmeTokenizer", "")))
                .isLessThanOrEqualTo(LONGEST);
        assertThat(listings.values())
                .allSatisfy(listing -> assertThat(statementsOf(listing)).isLessThanOrEqualTo(LONGEST));
        List<String> more =
                REGISTERED.matcher(guide).results().map(found -> found.group(1)).toList();
        assertThat(more).hasSize(2);
        listings.computeIfPresent(
                MODULE, (name, text) -> text.replace("; }\n", "; " + String.join(" ", more) + " }\n"));
        Path jar = jar(listings);

        List<String> studies = STUDY.matcher(guide)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(studies).hasSize(2);
        RunRecord tokens = TinyStudy.run(
                jar,
                studies.get(0),
                List.of("data.train=32", "data.val=16", "tokenizer.acme.epochs=2", "tokenizer.acme.batch=8"),
                scratch.resolve("tokens"));
        assertThat(tokens.failures()).isEmpty();
        assertThat(tokens.cells()).hasSize(1);
        RunRecord pixels = TinyStudy.run(
                jar,
                studies.get(1),
                List.of("data.train=32", "data.val=16", "pretraining.\"acme.simmim\".epochs=1"),
                scratch.resolve("pixels"));
        assertThat(pixels.failures()).isEmpty();
        assertThat(pixels.cells()).hasSize(2);
    }

    private Path jar(Map<String, String> listings) throws IOException {
        Path main = scratch.resolve("project/src/main");
        Path sources = Files.createDirectories(main.resolve("java/com/acme"));
        for (Map.Entry<String, String> listing : listings.entrySet()) {
            Files.writeString(sources.resolve(listing.getKey() + ".java"), listing.getValue());
        }
        Path services = main.resolve("resources").resolve(ExternalPlugin.SERVICES_FILE);
        Files.createDirectories(services.resolveSibling(""));
        Files.writeString(services, "com.acme." + MODULE + "\n");
        Files.writeString(
                scratch.resolve("project/pom.xml"),
                ProjectTemplate.of("tokenizer")
                        .filled(new PluginName("acme-tokenizer", "com.acme"), "0.1.0-SNAPSHOT")
                        .get("pom.xml"));
        return ExternalPlugin.build(scratch.resolve("project"), scratch, Map.of())
                .pack(scratch.resolve("acme-tokenizer-1.0.0.jar"));
    }

    private static long linesOf(String listing) {
        return listing.lines().filter(line -> !line.isBlank()).count();
    }

    /** Lines without those that only name packages. */
    private static long statementsOf(String listing) {
        return listing.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "))
                .count();
    }
}
