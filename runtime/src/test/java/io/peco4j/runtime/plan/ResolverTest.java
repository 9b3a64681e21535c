package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Registry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResolverTest {
    @Test
    void aComponentThatIsLeftOutIsNotUnknown() {
        List<Problem> problems = new ArrayList<>();
        Registry registry = Registry.of(List.of(new Module()));
        assertThat(new Resolver(registry, problems)
                        .resolve(Component.of(Dataset.class, "acme.shapes"), ConfigFactory.empty(), "data"))
                .isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-414");
            assertThat(problem.what()).contains("the dataset acme.shapes cannot be used", "Options.sides");
            assertThat(problem.where()).isEqualTo("data");
        });
    }

    record Options(@Describe("how many") @Default("null") int sides) {}

    static final class Shapes implements Dataset {
        @Inject
        Shapes(Options options) {}

        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            dataset("acme.shapes", Options.class).to(Shapes.class);
        }
    }
}
