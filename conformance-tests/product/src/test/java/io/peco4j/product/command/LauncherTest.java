package io.peco4j.product.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script in a distribution, with a program in the place of Java that prints how it was called. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private static final Path SCRIPT = Checkout.root().resolve("peco4j");

    private static final String JAVA = """
            #!/bin/sh
            echo "LC_ALL=${LC_ALL:-none}"
            for argument in "$@"; do echo "<$argument>"; done
            exit 3
            """;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a home+50%"));
        Files.copy(SCRIPT, home.resolve("peco4j"));
        Files.createDirectory(home.resolve("lib"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LANG=C", "LANG=POSIX", "LC_ALL=C", "LC_CTYPE=C LANG=C.UTF-8", "LANG=xx_YY.UTF-8"})
    void fileNamesAreUtf8WhereTheLocaleKnowsAsciiOnly(String locale) throws Exception {
        assertThat(launch(locale, "plan").get(0)).isEqualTo("LC_ALL=C.UTF-8");
    }

    @Test
    void anotherLocaleStaysAsItIs() throws Exception {
        assertThat(launch("LANG=C.UTF-8", "plan").get(0)).isEqualTo("LC_ALL=none");
        assertThat(launch("LANG=C LC_ALL=C.UTF-8", "plan").get(0)).isEqualTo("LC_ALL=C.UTF-8");
    }

    @Test
    void argumentsAndFoldersArePassedOnAsTheyAre() throws Exception {
        String[] arguments = {"run", "my study.conf", "--out", "a*b $HOME \"c\"", ""};
        List<String> lines = launch("PECO4J_JAVA_OPTS=-Xmx1g", arguments);
        assertThat(lines.subList(1, lines.size()))
                .startsWith("<@" + home + "/jvm.options>", "<-Xmx1g>", "<-Dpeco4j.home=" + home + ">")
                .endsWith(Arrays.stream(arguments).map(each -> "<" + each + ">").toArray(String[]::new));
    }

    /** @param settings of the environment, which has nothing else that matters, separated by spaces */
    private List<String> launch(String settings, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("peco4j").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        Arrays.stream(settings.split(" "))
                .filter(each -> !each.isEmpty())
                .map(each -> each.split("=", 2))
                .forEach(each -> environment.put(each[0], each[1]));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(3);
        return lines;
    }
}
