package io.peco4j.conformance.mutant.encoder;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EncoderMutantsTest {
    @ParameterizedTest
    @MethodSource("encoders")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends VisionEncoder> tried) {
        Trial.run(new Registers(tried), Component.of(VisionEncoder.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> encoders() {
        return Trial.classes(ReferenceEncoder.class, EncoderMutants.class);
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
