package io.peco4j.conformance.mutant.tokenizer;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenizerMutantsTest {
    @ParameterizedTest
    @MethodSource("tokenizers")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends Tokenizer> tried) {
        Trial.run(new Registers(tried), Component.of(Tokenizer.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> tokenizers() {
        return Stream.of(
                        TokenizerMutants.class,
                        LearnerMutants.class,
                        LateGroupMutants.class,
                        ActivationMutants.class,
                        MemoryMutants.class,
                        SelectionMutants.class,
                        WorkerMutants.class)
                .flatMap(holder -> Trial.classes(ReferenceTokenizer.class, holder))
                .distinct();
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends Tokenizer> tried;

        Registers(Class<? extends Tokenizer> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            tokenizer(Trial.id(tried), ReferenceTokenizer.Options.class).to(tried);
        }
    }
}
