package io.peco4j.conformance.mutant.pretraining;

import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PretrainingMutantsTest {
    @ParameterizedTest
    @MethodSource("frameworks")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends PretrainingFramework> tried) {
        Trial.run(new Registers(tried), Component.of(PretrainingFramework.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> frameworks() {
        return Trial.classes(ReferenceFramework.class, PretrainingMutants.class);
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
