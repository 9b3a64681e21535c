package io.peco4j.conformance.mutant.objective;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ObjectiveMutantsTest {
    @ParameterizedTest
    @MethodSource("objectives")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends CodebookObjective> tried) {
        Trial.run(new Registers(tried), Component.of(CodebookObjective.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> objectives() {
        return Trial.classes(ReferenceObjective.class, ObjectiveMutants.class);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends CodebookObjective> tried;

        Registers(Class<? extends CodebookObjective> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            objective(Trial.id(tried), ReferenceObjective.Options.class).to(tried);
        }
    }
}
