package io.peco4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that computed something else would be no peer: its losses are ours, before and after updates. */
final class PeerCaseTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5, 1e-3", "BFLOAT16, 1e-2, 5e-2"})
    void beitTrainsAsItsPeer(Precision precision, double first, double later) {
        VitConfig small = VitConfig.plain(VitSize.TINY, 8, 32).withDepth(2);

        assertEqualLosses(PeerCases.beit("peers", "small", 3, small, precision, 3), first, later);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5, 1e-3", "BFLOAT16, 1e-2, 5e-2"})
    void maeTrainsAsItsPeer(Precision precision, double first, double later) {
        VitConfig small = VitConfig.plain(VitSize.TINY, 8, 32).withDepth(2);

        assertEqualLosses(PeerCases.mae("peers", "small", 3, small, precision, 3), first, later);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5, 1e-3", "BFLOAT16, 1e-2, 5e-2"})
    void fineTuningTrainsAsItsPeer(Precision precision, double first, double later) {
        VitConfig small = VitConfig.plain(VitSize.TINY, 8, 32).withDepth(2);

        assertEqualLosses(PeerCases.fineTuning("peers", "small", 3, small, precision, 3), first, later);
    }

    private void assertEqualLosses(PeerCase bench, double first, double later) {
        BenchContext context = new BenchContext(new GeneratedPhotos(4), scratch, 1);
        try (Training.Opened open = bench.training().open(context, bench.precision())) {
            PairedSteps steps = bench.steps(open, context);

            assertThat(steps.gap(0)).isLessThan(first);
            assertThat(steps.lastGap()).isLessThan(later);
            assertThat(steps.ratio()).isPositive();
        }
    }
}
