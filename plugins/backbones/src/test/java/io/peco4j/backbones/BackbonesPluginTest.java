package io.peco4j.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import io.peco4j.backbones.mocov3.MocoV3VitBackbone;
import io.peco4j.backbones.squeezenet.SqueezeNetBackbone;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.cnn.SqueezeNetFeatures;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BackbonesPluginTest {

    @Test
    void theServiceFileNamesThePlugin() {
        assertThat(ServiceLoader.load(PluginModule.class))
                .filteredOn(
                        plugin -> plugin.getClass().getModule() == getClass().getModule())
                .hasExactlyElementsOfTypes(BackbonesPlugin.class);
    }

    @Test
    void registersItsBackbones() {
        Set<Registration> registrations = Guice.createInjector(new BackbonesPlugin())
                .getInstance(Key.get(new TypeLiteral<Set<Registration>>() {}));
        assertThat(registrations)
                .extracting(registration -> registration.id().name())
                .containsExactlyInAnyOrder("mocov3-vit", "resnet50", "vgg16", "squeezenet");
    }

    @Test
    void whatAStudyDoesNotSayHasItsDefault() {
        Config nothing = ConfigFactory.empty();
        assertThat(OptionsBinder.bind(MocoV3VitBackbone.Options.class, nothing, nothing, "backbone")
                        .get())
                .satisfies(options -> {
                    assertThat(options.layers()).containsExactly(3, 6, 9, 12);
                    assertThat(options.weights()).isEmpty();
                    assertThat(options.encoder())
                            .isEqualTo(Component.of(
                                    VisionEncoder.class,
                                    "vit",
                                    ConfigFactory.parseString("size = tiny, positions = sin-cos-moco")));
                    assertThat(options.training()).isEqualTo(Component.of(PretrainingFramework.class, "moco-v3"));
                });
        Config written = ConfigFactory.parseString("weights = nets/s.npz");
        Config encoder = ConfigFactory.parseString("image = 64");
        assertThat(OptionsBinder.bind(SqueezeNetBackbone.Options.class, written, encoder, "backbone")
                        .get())
                .isEqualTo(new SqueezeNetBackbone.Options(
                        Path.of("nets", "s.npz"),
                        SqueezeNetFeatures.Colours.CAFFE,
                        List.of(1, 4, 7, 9, 10, 11, 12),
                        64));
    }

    @Test
    void layersOutOfOrderAreAProblemOfTheStudy() {
        Config written = ConfigFactory.parseString("weights = s.npz, layers = [4, 1], image = 64");
        assertThat(OptionsBinder.bind(SqueezeNetBackbone.Options.class, written, ConfigFactory.empty(), "backbone")
                        .getError())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("[4, 1]"));
    }
}
