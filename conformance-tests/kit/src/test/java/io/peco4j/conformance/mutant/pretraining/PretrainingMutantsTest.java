package io.peco4j.conformance.mutant.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.conformance.mutant.Trial;
import io.peco4j.conformance.verdict.Verdict;
import java.util.List;
import java.util.Objects;
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
        assertThat(failed(ReferenceFramework.class, Set.of(Ability.HIDES_PATCHES)))
                .extracting(Verdict::rule)
                .containsExactly("PRE-03");
    }

    @Test
    void whoSaysSoMayShowOtherSizes() {
        assertThat(Trial.failed(
                        new Registers(PretrainingMutants.LooksAtACornerToo.class),
                        Component.of(PretrainingFramework.class, Trial.id(PretrainingMutants.LooksAtACornerToo.class)),
                        Set.of(Ability.OWN_SIZE)))
                .isEmpty();
    }

    @Test
    void aControlKeepsAllRulesAndIsToldToSayWhatItIs() {
        assertThat(failed(Controls.ReferenceControl.class, Set.of(Ability.TRAINS)))
                .isEmpty();
        assertThat(failed(Controls.ReferenceControl.class, Set.of()))
                .hasSizeGreaterThan(5)
                .allSatisfy(verdict -> assertThat(verdict.message()).contains("lacks()"));
    }

    @Test
    void aControlThatTouchesTheEncoderIsFoundOut() {
        Class<? extends PretrainingFramework> tried = Controls.ShrinksTheEncoder.class;
        Breaks breaks = Objects.requireNonNull(tried.getAnnotation(Breaks.class));
        assertThat(failed(tried, Set.of(Ability.TRAINS))).singleElement().satisfies(verdict -> {
            assertThat(verdict.rule()).isEqualTo(breaks.rule());
            assertThat(verdict.message()).contains(breaks.says());
        });
    }

    @Test
    void whoTrainsAndDeniesItIsFoundOut() {
        assertThat(failed(ReferenceFramework.class, Set.of(Ability.TRAINS)))
                .extracting(Verdict::rule)
                .contains("PRE-13");
    }

    private static List<Verdict> failed(Class<? extends PretrainingFramework> tried, Set<Ability> lacks) {
        return Trial.failed(new Registers(tried), Component.of(PretrainingFramework.class, Trial.id(tried)), lacks);
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
