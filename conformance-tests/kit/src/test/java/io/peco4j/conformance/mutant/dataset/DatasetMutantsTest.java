package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DatasetMutantsTest {
    @ParameterizedTest
    @MethodSource("datasets")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends Dataset> tried) {
        Trial.run(new Registers(tried), Component.of(Dataset.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> datasets() {
        return Trial.classes(ReferenceDataset.class, DatasetMutants.class);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends Dataset> tried;

        Registers(Class<? extends Dataset> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            dataset(Trial.id(tried), ReferenceDataset.Options.class).to(tried);
        }
    }
}
