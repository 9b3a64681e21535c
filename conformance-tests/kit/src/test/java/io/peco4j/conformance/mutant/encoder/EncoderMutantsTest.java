package io.peco4j.conformance.mutant.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.mutant.Trial;
import io.peco4j.conformance.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EncoderMutantsTest {
    @ParameterizedTest
    @MethodSource("encoders")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends VisionEncoder> tried) {
        Trial.run(new Registers(tried), Component.of(VisionEncoder.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> encoders() {
        return Stream.concat(
                Trial.classes(ReferenceEncoder.class, EncoderMutants.class),
                Trial.classes(ReferenceEncoder.class, EncoderSizeMutants.class).skip(1));
    }

    @Test
    void oneThatTakesItsOwnSizeOnlySaysSo() {
        assertThat(failed(OneSizeEncoder.class, Set.of(Ability.ANY_SIZE))).isEmpty();
        assertThat(failed(OneSizeEncoder.class, Set.of()))
                .extracting(Verdict::rule)
                .containsExactlyInAnyOrder("ENC-21", "ENC-22", "ENC-23");
    }

    @Test
    void whoTakesAnySizeAndDeniesItIsFoundOut() {
        assertThat(failed(ReferenceEncoder.class, Set.of(Ability.ANY_SIZE)))
                .extracting(Verdict::rule)
                .containsExactly("ENC-21");
    }

    private static List<Verdict> failed(Class<? extends VisionEncoder> tried, Set<Ability> lacks) {
        return Trial.failed(new Registers(tried), Component.of(VisionEncoder.class, Trial.id(tried)), lacks);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends VisionEncoder> tried;

        Registers(Class<? extends VisionEncoder> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            encoder(Trial.id(tried), ReferenceEncoder.Options.class).to(tried);
        }
    }
}
