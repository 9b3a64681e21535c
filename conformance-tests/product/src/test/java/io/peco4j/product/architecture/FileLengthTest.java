package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file is read from top to bottom. */
final class FileLengthTest {
    private static final int LONGEST = 350;
    private static final int LONG = 250;

    @Test
    void noSourceIsLongerThanAPersonReads() throws IOException {
        List<Path> tooLong = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (Path source : sources()) {
            int lines = Files.readAllLines(source).size();
            lengths.add(lines);
            if (lines > LONGEST) {
                tooLong.add(source);
            }
        }
        assertThat(lengths).hasSizeGreaterThan(900);
        assertThat(tooLong).as("sources of more than " + LONGEST + " lines").isEmpty();
        int[] sorted = lengths.stream().mapToInt(Integer::intValue).sorted().toArray();
        assertThat(Arrays.stream(sorted).filter(lines -> lines > LONG).count())
                .as("sources of more than " + LONG + " lines")
                .isLessThanOrEqualTo(sorted.length / 20);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains(Path.of("target").toString()))
                    .toList();
        }
    }
}
