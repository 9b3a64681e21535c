package io.peco4j.product.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.builder.BuilderCheck;
import io.peco4j.conformance.builder.BuilderClasses;
import io.peco4j.conformance.pictures.DataPlaceholders;
import io.peco4j.conformance.verdict.ConformanceFile;
import io.peco4j.conformance.verdict.KitRun;
import io.peco4j.conformance.verdict.Subject;
import io.peco4j.conformance.verdict.Verdict;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code plugins new} writes is a plugin that compiles, keeps every rule of its kind, and fits its study. */
final class PluginTemplateTest {
    @TempDir
    Path scratch;

    @BeforeAll
    static void needsACompiler() {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler: run the tests with a JDK");
        EngineSession.start(1);
    }

    @ParameterizedTest
    @EnumSource
    void theProjectCompilesAndKeepsTheRules(ComponentKind kind) throws IOException {
        String name = "acme-" + kind.word();
        Path project = scratch.resolve(name);
        ProjectFolder.write(
                project, ProjectTemplate.of(kind.word()).filled(new PluginName(name, "com.acme"), "0.1.0-SNAPSHOT"));
        assertThat(project.resolve("pom.xml")).content().doesNotContain("@");
        assertThat(project.resolve("README.md")).content().doesNotContain("@").contains(name);
        assertThat(project.resolve("src/test/resources/logback-test.xml")).exists();

        // Compiled with the tests, which are the kit's classes: they need the kit beside what plugins are given.
        Path jar = ExternalPlugin.build(project, scratch, Map.of()).pack(scratch.resolve(name + "-1.0.0.jar"));
        ExternalPlugin.compileTests(project, scratch);
        assertThat(ofItsStudy(project, jar).stages()).isNotEmpty();
        try (Registry registry = TinyStudy.registry(jar)) {
            itsBuilderFits(registry, jar);
            for (Subject subject : subjects(project, registry)) {
                List<Verdict> verdicts =
                        new KitRun(new KitRun.Listener() {}).run(registry, subject.component(), subject.lacks());
                assertThat(verdicts).as(subject.title()).hasSizeGreaterThan(5).noneMatch(Verdict::isBroken);
            }
        }
    }

    private static void itsBuilderFits(Registry registry, Path jar) {
        BuilderClasses builders = BuilderClasses.in(
                List.of(jar),
                own(registry).get(0).registration().implementation().getClassLoader());
        assertThat(builders.vocabulary()).hasSize(1);
        assertThat(builders.orphans()).isEmpty();
        assertThat(new BuilderCheck(registry).of(builders.vocabulary()).faults())
                .isEmpty();
    }

    private static List<Entry> own(Registry registry) {
        return registry.entries().stream()
                .filter(entry -> entry.id().name().startsWith("acme."))
                .toList();
    }

    /** As the jar's own file says, but for the path of the data, which is relative to the project. */
    private static List<Subject> subjects(Path project, Registry registry) throws IOException {
        String written = Files.readString(project.resolve("src/main/resources/META-INF/peco4j/conformance.conf"));
        return new ConformanceFile(ConfigFactory.parseString(inside(project, written)), "conformance.conf")
                .subjects(
                        own(registry),
                        new DataPlaceholders(Files.createDirectory(project.resolve("written-by-the-kit")), Map.of()));
    }

    private static Plan ofItsStudy(Path project, Path jar) throws IOException {
        try (Registry registry = TinyStudy.registry(jar)) {
            return TinyStudy.plan(
                    registry, inside(project, Files.readString(project.resolve("study.conf"))), List.of());
        }
    }

    private static String inside(Path project, String text) {
        String data = ConfigValueFactory.fromAnyRef(
                        project.resolve("pictures.csv").toString())
                .render();
        return text.replace("path = pictures.csv", "path = " + data);
    }
}
