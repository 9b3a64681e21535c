package io.peco4j.conformance.mutant.backbone;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BackboneMutantsTest {
    @ParameterizedTest
    @MethodSource("backbones")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends PerceptualBackbone> tried) {
        Trial.run(new Registers(tried), Component.of(PerceptualBackbone.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> backbones() {
        return Trial.classes(ReferenceBackbone.class, BackboneMutants.class);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends PerceptualBackbone> tried;

        Registers(Class<? extends PerceptualBackbone> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            backbone(Trial.id(tried), ReferenceBackbone.Options.class).to(tried);
        }
    }
}
