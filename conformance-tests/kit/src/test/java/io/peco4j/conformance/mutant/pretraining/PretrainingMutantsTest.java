package io.peco4j.conformance.mutant.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.mutant.Trial;
import io.peco4j.conformance.verdict.Verdict;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PretrainingMutantsTest {
    @ParameterizedTest
    @MethodSource("frameworks")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends PretrainingFramework> tried) {
        Trial.run(new Registers(tried), Component.of(PretrainingFramework.class, Trial.id(tried)), tried);
    }

    @Test
    void whoHidesPatchesAndDeniesItIsFoundOut() {
        assertThat(Trial.failed(
                        new Registers(ReferenceFramework.class),
                        Component.of(PretrainingFramework.class, Trial.id(ReferenceFramework.class)),
                        Set.of(Ability.HIDES_PATCHES)))
                .extracting(Verdict::rule)
                .containsExactly("PRE-03");
    }

    static Stream<Class<?>> frameworks() {
        return Stream.of(
                        Stream.<Class<?>>of(KeepingFramework.class, TaughtPixels.class),
                        Trial.classes(ReferenceFramework.class, PretrainingMutants.class),
                        Trial.classes(PixelFramework.class, TargetMutants.class),
                        Trial.classes(MaskedPixels.class, AutoencoderMutants.class))
                .flatMap(classes -> classes);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends PretrainingFramework> tried;

        Registers(Class<? extends PretrainingFramework> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            pretraining(Trial.id(tried), ReferenceFramework.Options.class).to(tried);
        }
    }
}
