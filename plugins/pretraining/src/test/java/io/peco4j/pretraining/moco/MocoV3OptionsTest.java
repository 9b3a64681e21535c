package io.peco4j.pretraining.moco;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.train.Recipe;
import io.peco4j.dsl.options.OptionsBinder;
import org.junit.jupiter.api.Test;

final class MocoV3OptionsTest {

    /** Chen, Xie and He 2021, section 4 and appendix: what the public ViT-B was trained with. */
    @Test
    void defaultsAreThePapers() {
        MocoV3Framework.Options options = OptionsBinder.bind(
                        MocoV3Framework.Options.class, ConfigFactory.empty(), ConfigFactory.empty(), "pretraining")
                .get();
        Recipe recipe = new Recipe(300, 4096, 0, 2.4e-3, 0, Recipe.Schedule.COSINE, 40, 0.1, 0.9, 0.999, 0);
        assertThat(options).isEqualTo(new MocoV3Framework.Options(4096, 256, 0.99, 0.2, 0.08, true, recipe));
    }
}
