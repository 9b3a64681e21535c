package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.peco4j.api.plugin.PluginModule;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the code base: what may know what, and conventions that a compiler does not check. */
final class ArchitectureTest {
    private static final String ROOT = "io.peco4j.";
    private static final Rules RULES = new Rules(ROOT);
    private static final Layers LAYERS = new Layers(ROOT);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.peco4j");

    @Test
    void theRulesSeeTheWholeProduct() {
        Set<String> modules =
                CLASSES.stream().map(type -> LAYERS.module(type.getName())).collect(Collectors.toSet());
        assertThat(modules).contains("api", "dsl", "nn", "runtime", "bench", "spark", "conformance", "examples");
        assertThat(modules).containsAll(Layers.PLUGINS).allMatch(Layers::knows);
    }

    @Test
    void theApiKnowsNoImplementation() {
        RULES.librariesOfTheApi().check(CLASSES);
    }

    @Test
    void noModuleKnowsThoseAboveIt() {
        assertThat(LAYERS.upwards(Use.of(CLASSES, type -> false))).isEmpty();
    }

    /** The entry of a plugin names all its components, and may stand beside what they share. */
    @Test
    void packagesHaveNoCircles() {
        assertThat(LAYERS.circles(Use.of(CLASSES, type -> type.isAssignableTo(PluginModule.class))))
                .isEmpty();
    }

    /** Their backward pass reads memory that may be freed by then; see {@link io.peco4j.nn.Affine}. */
    @ParameterizedTest
    @ValueSource(strings = {"mul", "muli", "div", "divi", "pow", "powi", "maximum", "minimum"})
    void nothingThatLearnsCombinesTensorsWithNumbersThroughTheEnginesOwnMethods(String method) {
        RULES.numbersMeetGradientsInKernels(method).check(CLASSES);
    }

    /** Memory of Java's is freed under views and backward passes; see {@link io.peco4j.nn.Tensors}. */
    @Test
    void oneClassMakesTensorsOfNumbers() {
        RULES.oneClassMakesTensorsOfNumbers().check(CLASSES);
    }

    /** A mode that is not put back reaches whatever the thread computes next. */
    @Test
    void oneClassSwitchesRecording() {
        RULES.oneClassSwitchesRecording().check(CLASSES);
    }

    @Test
    void onePackageKnowsFfmpeg() {
        RULES.onePackageKnowsFfmpeg().check(CLASSES);
    }

    @Test
    void textIsTheSameOnEveryMachine() {
        Rules.textIsTheSameOnEveryMachine().check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        assertThat(RULES.unmarked(CLASSES)).isEmpty();
    }

    @Test
    void onlyTheCommandLinePrints() {
        RULES.onlyTheCommandLinePrints().check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        Rules.namesSayWhatAThingIs().check(CLASSES);
    }

    /** An exemption without a class would be one for whatever gets that name later. */
    @Test
    void exemptedClassesExist() {
        Set<String> exempted = new HashSet<>(Rules.WITHOUT_GRADIENT);
        exempted.add(Rules.HOLDS_STREAMS);
        exempted.add(Rules.SWITCHES_RECORDING);
        exempted.add(Rules.COPIES_NUMBERS);
        assertThat(CLASSES.stream().map(JavaClass::getName))
                .containsAll(exempted.stream().map(name -> ROOT + name).toList());
    }
}
