package io.peco4j.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.PrecisionChoice;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.LinearMaps;
import org.junit.jupiter.api.Test;

final class EngineTest {
    private static final String CPUINFO = """
            processor	: 0
            model name	: Some Processor: 4 GHz
            flags		: fpu avx512f %s sse4_2
            bugs		: spectre avx512_bf16
            """;

    @Test
    void autoFollowsTheProcessor() {
        assertThat(Processor.parse(CPUINFO.formatted("avx512_bf16")).precision(PrecisionChoice.AUTO))
                .isEqualTo(Precision.BFLOAT16);
        assertThat(Processor.parse(CPUINFO.formatted("amx_bf16 amx_tile")).precision(PrecisionChoice.AUTO))
                .isEqualTo(Precision.BFLOAT16);
        assertThat(Processor.parse(CPUINFO.formatted("avx2")).precision(PrecisionChoice.AUTO))
                .isEqualTo(Precision.FLOAT32);
        assertThat(Processor.parse("").precision(PrecisionChoice.AUTO)).isEqualTo(Precision.FLOAT32);
        assertThat(Processor.parse("").precision(PrecisionChoice.BFLOAT16)).isEqualTo(Precision.BFLOAT16);
        assertThat(Processor.parse(CPUINFO).model()).isEqualTo("Some Processor: 4 GHz");
    }

    @Test
    void startsWithTheThreadsAskedFor() {
        EngineSession session = EngineSession.start(1);

        assertThat(session.versions()).isEqualTo("DJL 0.35.1, libtorch 2.7.1");
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(GradientMode.isOn()).isFalse();
    }

    @Test
    void anUnknownWayToLinearMapsIsRefused() {
        EngineSession.start(1);
        String known = System.setProperty(LinearMaps.PROPERTY, "conv");
        try {
            assertThatThrownBy(() -> EngineSession.start(1))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("PECO-505", "conv", "matrix-product, convolution");
        } finally {
            System.setProperty(LinearMaps.PROPERTY, known);
        }
    }

    @Test
    void kernelsConvolveAsTheMatrixProductDoes() {
        EngineSession.start(1);
        assertThat(ConvolutionCheck.ofKernels().right()).isTrue();
    }

    @Test
    void wrongConvolutionsAreTold() {
        ConvolutionCheck garbage = new ConvolutionCheck(Double.NaN);
        assertThat(garbage.right()).isFalse();
        assertThat(EngineStartException.wrong(garbage))
                .hasMessageContainingAll("PECO-504", "by NaN,", "ONEDNN_MAX_CPU_ISA");
        assertThat(new ConvolutionCheck(0.3).right()).isFalse();
        assertThat(new ConvolutionCheck(0.3).text()).isEqualTo("30.0 % of the largest result");
        assertThat(new ConvolutionCheck(0.004).right()).isTrue();
    }
}
