package io.peco4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.dsl.options.Origins;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {

    static Stream<Study> studies() {
        return Stream.of(
                Quickstart.study(),
                PerceptualVsPixel.study(),
                FewLabels.study(),
                FewLabels.paper(),
                Table1.study(),
                Table1.paper(),
                Table1.paperLarge(),
                Table1.paperHuge(),
                Table1Large.study(),
                Table1Large.paper(),
                Table2.study(),
                Table2.paper(),
                Table3.study(),
                Table3.paper(),
                Table9.study(),
                Table9.paper(),
                Table8.study(),
                Table8.paper(),
                Table11.study(),
                Table11.paper(),
                Figure4.study(),
                Figure4.paper(),
                Figure5.study(),
                Figure5.paper(),
                Table4.study(),
                Table4.paper(),
                Table6.study(),
                Table6.paper(),
                Table7.study(),
                Table7.paper(),
                Table12.study(),
                Table12.paper(),
                Lambda.study(),
                Lambda.paper(),
                FeatureNetwork.study(),
                FeatureNetwork.paper(),
                Figure1.study(),
                Figure1.paper(),
                Figure3.study(),
                Figure3.paper());
    }

    @ParameterizedTest
    @MethodSource("studies")
    void readsBackEqual(Study study) {
        Study read = StudyFile.read(ConfigFactory.parseString(StudyFile.write(study)));

        assertThat(read).isEqualTo(study);
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(studies().map(Study::name)).doesNotHaveDuplicates();
    }

    @Test
    void aTableTrainsWhatAnotherOneTrained() {
        assertThat(component(Table7.study().tokenizers(), "perceptual"))
                .isEqualTo(component(Table4.study().tokenizers(), "perceptual"))
                .isEqualTo(component(Lambda.study().tokenizers(), "weight-1"));
        assertThat(component(Lambda.study().tokenizers(), "weight-0"))
                .isEqualTo(component(Table4.study().tokenizers(), "pixel"));
    }

    @Test
    void theLongerScheduleIsLonger() {
        for (Study study : List.of(Table2.study(), Table2.paper())) {
            assertThat(epochs(study, "longer")).isGreaterThan(epochs(study, "shorter"));
        }
    }

    @Test
    void takesTheFilesOfTheUser() {
        Study study = PerceptualVsPixel.study()
                .with(List.of(
                        "data.path=/data/cifar10",
                        "tokenizer.perceptual.objectives[1].backbone.weights=nets/squeezenet.safetensors"));

        assertThat(study.data().options().getString("path")).isEqualTo("/data/cifar10");
        assertThat(backbone(study)).isEqualTo("nets/squeezenet.safetensors");
        assertThat(component(study.tokenizers(), "pixel"))
                .isEqualTo(PerceptualVsPixel.study().tokenizers().get("pixel"));
    }

    @Test
    void theSameNetworkComesFromTheSameFile() {
        assertThat(backbone(PerceptualVsPixel.study())).isEqualTo(backbone(Table4.study()));
    }

    @Test
    void optionsKnowTheirLine() {
        ConfigValue epochs = Objects.requireNonNull(
                        Quickstart.study().pretrainings().get("beit"))
                .component()
                .options()
                .getValue("epochs");

        assertThat(Origins.place(epochs)).matches("Quickstart\\.java:\\d+");
    }

    private static String backbone(Study study) {
        return component(study.tokenizers(), "perceptual")
                .options()
                .getConfigList("objectives")
                .get(1)
                .getString("backbone.weights");
    }

    private static int epochs(Study study, String pretraining) {
        return Objects.requireNonNull(study.pretrainings().get(pretraining))
                .component()
                .options()
                .getInt("epochs");
    }

    private static <T> Component<T> component(Map<String, Component<T>> axis, String name) {
        return Objects.requireNonNull(axis.get(name));
    }
}
