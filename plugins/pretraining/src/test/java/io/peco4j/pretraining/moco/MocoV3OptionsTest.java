package io.peco4j.pretraining.moco;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Warmup;
import io.peco4j.dsl.options.OptionsBinder;
import org.junit.jupiter.api.Test;

final class MocoV3OptionsTest {

    /** Chen, Xie and He 2021, section 4 and appendix: what the public ViT-B was trained with. */
    @Test
    void defaultsAreThePapers() {
        MocoV3Framework.Options options = OptionsBinder.bind(
                        MocoV3Framework.Options.class, ConfigFactory.empty(), ConfigFactory.empty(), "pretraining")
                .get();
        Recipe recipe = Recipe.adamW(2.4e-3)
                .withEpochs(300)
                .withBatch(4096)
                .withWarmup(Warmup.ofEpochs(40))
                .withWeightDecay(0.1);
        assertThat(options).isEqualTo(new MocoV3Framework.Options(4096, 256, 0.99, 0.2, 0.08, true, recipe));
    }
}
