package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the TorchScript in the sources must not say; no class file shows it to ArchUnit. */
final class KernelTextTest {
    /** Torch's convolutions under all of their names. */
    private static final Pattern CONVOLUTION = Pattern.compile(
            "torch\\.(_?(slow_|mkldnn_)?convolution|_?(thnn_|slow_|mkldnn_)?conv(_transpose|_tbc)?[123]?d?)\\w*\\(");

    /** The place that pads them, one that has whole blocks, and the check that compares the engine's own with it. */
    private static final Set<String> MAY = Set.of("Convolutions.java", "LinearMaps.java", "ConvolutionCheck.java");

    @Test
    void convolutionsAreWrittenInOnePlace() throws IOException {
        assertThat(where(KernelTextTest::convolves))
                .as("sources that call torch's convolution; self.conv2d and self.conv_transpose2d pad channels")
                .isSubsetOf(MAY);
    }

    @Test
    void linearMapsAreWrittenInOnePlace() throws IOException {
        assertThat(where(text -> text.contains("torch.linear(")))
                .as("sources that call torch's linear; self.linear takes the faster way")
                .containsOnly("LinearMaps.java");
    }

    @Test
    void theRuleSeesThem() {
        assertThat(Stream.of(
                        "torch.conv2d(x, w)",
                        "torch.conv_transpose2d(x, w)",
                        "torch.conv1d(x, w)",
                        "torch.conv3d(x, w)",
                        "torch.convolution(x, w)",
                        "torch._convolution(x, w)",
                        "torch.mkldnn_convolution(x, w)"))
                .allMatch(KernelTextTest::convolves);
        assertThat(convolves("self.conv2d(x, w, None, [1, 1], [0, 0], [1, 1], 1)"))
                .isFalse();
    }

    private static List<String> where(Predicate<String> says) throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(500);
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            if (says.test(Files.readString(source))) {
                found.add(source.getFileName().toString());
            }
        }
        return found;
    }

    private static boolean convolves(String text) {
        return CONVOLUTION.matcher(text).find();
    }

    private static List<Path> sources() throws IOException {
        Path root = Checkout.root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            file.toString().contains(Path.of("src", "main").toString()))
                    .toList();
        }
    }
}
