package io.peco4j.runtime.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.nn.LinearMaps;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.Processor;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinearMapsCheckTest {
    @Test
    void convolutionsWhereMklLeavesAvx512Unused() {
        assertThat(of("AuthenticAMD", "avx2", "avx512f")).isEqualTo(LinearMaps.CONVOLUTION);
        assertThat(of("AuthenticAMD", "avx2")).isEqualTo(LinearMaps.MATRIX_PRODUCT);
        assertThat(of("GenuineIntel", "avx2", "avx512f")).isEqualTo(LinearMaps.MATRIX_PRODUCT);
        assertThat(of("", "asimd")).isEqualTo(LinearMaps.MATRIX_PRODUCT);
    }

    @Test
    void namesTheWayThatWouldBeFaster() {
        EngineSession.start();
        LinearMaps way = LinearMaps.ofProcess();

        Finding best = new LinearMapsCheck(any -> any == way ? 100e9 : 110e9).look();
        Finding worse = new LinearMapsCheck(any -> any == way ? 100e9 : 130e9).look();

        assertThat(best.state()).isEqualTo(Finding.State.WORKS);
        assertThat(best.what()).contains("100 GFLOP/s", "110");
        assertThat(worse.state()).isEqualTo(Finding.State.LIMITED);
        assertThat(worse.remedy()).contains("-Dpeco4j.linear=").doesNotContain(way.text());
    }

    private static LinearMaps of(String vendor, String... features) {
        return new Processor(vendor, "", Set.of(features)).linearMaps();
    }
}
