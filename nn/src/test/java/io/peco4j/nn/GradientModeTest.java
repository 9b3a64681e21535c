package io.peco4j.nn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GradientModeTest {
    /** In a process of its own: in this one, another test may have loaded the engine. */
    @Test
    void loadsTheEngineWhereNothingElseHas() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Modes.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).endsWith("off: false, on: true");
    }

    /** Prints both modes. */
    static final class Modes {
        private Modes() {}

        public static void main(String[] args) {
            boolean off = GradientMode.off(GradientMode::isOn);
            boolean on = GradientMode.on(GradientMode::isOn);
            System.out.println("off: " + off + ", on: " + on);
        }
    }
}
