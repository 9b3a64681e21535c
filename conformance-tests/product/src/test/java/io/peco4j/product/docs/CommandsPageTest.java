package io.peco4j.product.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.source.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code docs/commands.md} against the commands. A section is about the commands that its heading names; the first cells
 * of its tables name their options.
 */
final class CommandsPageTest {
    private static final Path ROOT = Checkout.root();
    private static final String COMMON = "All commands";
    private static final Pattern SECTION = Pattern.compile("^##+ (.*)\\n((?:(?!##).*\\n)*)", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z ]+)`");
    private static final Pattern CELL = Pattern.compile("^\\| (`-[^|]*)", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z][a-z-]*)");
    private static final Pattern VARIABLE = Pattern.compile("PECO4J_[A-Z_]+");

    @Test
    void everyOptionOfEveryCommandIsListedAndNoOther() throws IOException {
        Map<String, Set<String>> listed = new TreeMap<>();
        SECTION.matcher(page()).results().forEach(section -> {
            Set<String> options = CELL.matcher(section.group(2))
                    .results()
                    .flatMap(cell -> found(OPTION, cell.group(1)))
                    .collect(Collectors.toSet());
            Stream<String> names = section.group(1).equals(COMMON) ? Stream.of("") : found(NAME, section.group(1));
            names.forEach(name ->
                    listed.computeIfAbsent(name, command -> new TreeSet<>()).addAll(options));
        });
        Map<String, Set<String>> offered = new TreeMap<>();
        CommandLine root = Commands.over(Services.embedded(() -> Registry.of(List.of()), ROOT));
        collect("", root, offered);
        Set<String> common = offered.getOrDefault("", Set.of());
        offered.forEach((name, options) -> {
            if (!name.isEmpty()) {
                options.removeAll(common);
            }
        });

        assertThat(offered).hasSizeGreaterThan(15).containsKeys("bench", "plugins verify");
        assertThat(listed).isEqualTo(offered);
    }

    /** picocli takes it for a format, and says on the console that it is none. */
    @Test
    void noHelpHasAPercentSignAlone() {
        Map<String, List<String>> texts = new TreeMap<>();
        texts("", Commands.over(Services.embedded(() -> Registry.of(List.of()), ROOT)), texts);
        assertThat(texts).hasSizeGreaterThan(15).containsKey(" compare");
        assertThat(texts)
                .allSatisfy((name, lines) -> assertThat(lines)
                        .noneMatch(line -> line.replaceAll("%[%n]", "").contains("%")));
    }

    private static void texts(String name, CommandLine command, Map<String, List<String>> found) {
        CommandSpec spec = command.getCommandSpec();
        List<String> lines = new ArrayList<>(List.of(spec.usageMessage().description()));
        spec.args().forEach(each -> lines.addAll(List.of(each.description())));
        found.put(name, lines);
        command.getSubcommands().forEach((word, each) -> texts(name + " " + word, each, found));
    }

    @Test
    void everyBundledStudyAndVariableIsNamed() throws IOException {
        List<Path> sources = new ArrayList<>(MainSources.files());
        sources.addAll(List.of(ROOT.resolve("peco4j"), ROOT.resolve("peco4j.cmd")));
        Set<String> used = new TreeSet<>();
        for (Path file : sources) {
            VARIABLE.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(used::add);
        }
        assertThat(used).contains("PECO4J_JAVA_OPTS", "PECO4J_PLUGINS", "PECO4J_WEIGHTS");
        assertThat(page()).contains(used);
        assertThat(page() + Files.readString(ROOT.resolve("README.md")))
                .contains(StudySource.bundled().keySet().stream()
                        .map(name -> "`" + name + "`")
                        .toList());
    }

    private static void collect(String name, CommandLine command, Map<String, Set<String>> found) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        found.put(
                name,
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::names)
                        .flatMap(Stream::of)
                        .collect(Collectors.toCollection(TreeSet::new)));
        command.getSubcommands().forEach((word, each) -> collect((name + " " + word).strip(), each, found));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/commands.md"));
    }
}
