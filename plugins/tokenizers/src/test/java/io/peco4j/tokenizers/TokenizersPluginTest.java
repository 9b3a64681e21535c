package io.peco4j.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.tokenizers.objective.PerceptualObjective;
import io.peco4j.tokenizers.vqvae.VqVaeOptions;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The jar names its module, the module its components, and their options bind. */
final class TokenizersPluginTest {
    @Test
    void isFoundAndRegistersItsComponents() {
        PluginModule module = ServiceLoader.load(PluginModule.class).findFirst().orElseThrow();
        assertThat(module).isInstanceOf(TokenizersPlugin.class);
        Injector injector = Guice.createInjector(module);
        assertThat(injector.getInstance(new Key<Set<Registration>>() {}))
                .extracting(registration -> registration.id().name())
                .containsExactlyInAnyOrder(
                        "vqvae", "dalle", "pixel", "perceptual", "adversarial", "classification", "contrastive");
    }

    @Test
    void theDefaultsAreThePapers() {
        VqVaeOptions options = OptionsBinder.bind(
                        VqVaeOptions.class,
                        ConfigFactory.empty(),
                        ConfigFactory.parseString("image = 224"),
                        "tokenizer")
                .get();
        assertThat(options.image()).isEqualTo(224);
        assertThat(options.codebook().size()).isEqualTo(8192);
        assertThat(options.multipliers()).isEqualTo(List.of(1, 2, 4, 8, 8));
        assertThat(options.objectives())
                .extracting(objective -> objective.id().name())
                .containsExactly("pixel");
        assertThat(options.recipe().update().beta1()).isEqualTo(0.5);
        assertThat(options.recipe().rate().learningRate()).isEqualTo(5e-5);
        assertThat(options.recipe().decay().weightDecay()).isZero();
    }

    @Test
    void contradictionsAreProblemsOfTheStudy() {
        String written = "image = 100, codebook { quantizer = gradient, initial = k-means }";
        assertThat(OptionsBinder.bind(
                                VqVaeOptions.class,
                                ConfigFactory.parseString(written),
                                ConfigFactory.empty(),
                                "tokenizer")
                        .getError())
                .isNotEmpty();
        String perceptual = "weight = 0.3, backbone = squeezenet, normalisation = unit";
        assertThat(OptionsBinder.bind(
                                PerceptualObjective.Options.class,
                                ConfigFactory.parseString(perceptual),
                                ConfigFactory.empty(),
                                "objective")
                        .get()
                        .weight())
                .isEqualTo(0.3);
    }
}
