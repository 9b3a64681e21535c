package io.peco4j.product.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that computes and differentiates every bundled component: oneDNN pads no channels in it, since on some
 * processors it computes with what lies in its padding; and it leaves no temporary files.
 *
 * <p>oneDNN prints the memory descriptor of each operand, with a {@code p} where it is padded. So the fault is found on
 * a processor that is right, too.
 */
final class BackAndForthTest {
    private static final Pattern PADDED = Pattern.compile(":a?p:");
    private static final int SHOWN = 5;

    @Test
    void padsNoOperandAndLeavesNoFile(@TempDir Path folder) throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "oneDNN's verbose lines are known on x86-64 only");
        Path data = Files.createDirectory(folder.resolve("data"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.io.tmpdir=" + temporary));
        Stream.of("ai.djl.offline", "ai.djl.pytorch.graph_optimizer", "logback.configurationFile")
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), BackAndForth.class.getName(), data.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("ONEDNN_VERBOSE", "1"));
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES))
                .as("the process has ended")
                .isTrue();

        try (Stream<String> lines = Files.lines(output)) {
            List<String> all = lines.toList();
            assertThat(process.exitValue())
                    .as(() -> "its exit code; it printed last: "
                            + all.subList(Math.max(0, all.size() - SHOWN), all.size()))
                    .isZero();
            List<String> executed =
                    all.stream().filter(line -> line.contains("primitive,exec")).toList();
            assertThat(executed.stream().filter(line -> line.contains("convolution,")))
                    .as("convolutions that oneDNN computed")
                    .hasSizeGreaterThan(100);
            assertThat(executed.stream()
                            .filter(line -> PADDED.matcher(line).find())
                            .limit(SHOWN))
                    .as("operators with padded operands")
                    .isEmpty();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as("what is left in the temporary folder").isEmpty();
        }
    }
}
