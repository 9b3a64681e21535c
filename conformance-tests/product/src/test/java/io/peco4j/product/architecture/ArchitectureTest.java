package io.peco4j.product.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.nn.GradientMode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the code base: what may know what, and conventions that a compiler does not check. */
final class ArchitectureTest {
    private static final String ROOT = "io.peco4j";
    /** These work on fresh parameters, on gradients, or with gradients of their own making. */
    private static final String WITHOUT_GRADIENT =
            ".*\\.(Initial|WeightRule|ClassifierHead|MocoV3Learner|LogisticRegression)";

    private static final String[] BUNDLED = {
        "io.peco4j.datasets..",
        "io.peco4j.tokenizers..",
        "io.peco4j.backbones..",
        "io.peco4j.pretraining..",
        "io.peco4j.tasks.."
    };

    /** What plugins and studies are compiled against; whatever else appears in it is a permanent promise. */
    private static final String[] API_MAY_USE = {
        "io.peco4j.api..",
        "java..",
        "ai.djl..",
        "com.google.inject..",
        "com.typesafe.config..",
        "io.vavr..",
        "org.jspecify.annotations..",
        "com.google.errorprone.annotations.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theRulesSeeTheWholeProduct() {
        assertThat(CLASSES.size()).isGreaterThan(250);
        for (String module : List.of("api", "nn", "runtime")) {
            assertThat(CLASSES.that(resideInAPackage(ROOT + "." + module + "..")))
                    .hasSizeGreaterThan(20);
        }
    }

    @Test
    void theApiKnowsNoImplementation() {
        check(classes()
                .that()
                .resideInAPackage("io.peco4j.api..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(API_MAY_USE)));
    }

    @Test
    void networksKnowTheApiAndTheEngineOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("io.peco4j.nn..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage("io.peco4j.api..", "io.peco4j.nn..")))));
    }

    /** Their backward pass reads memory that may be freed by then; see {@link io.peco4j.nn.Affine}. */
    @ParameterizedTest
    @ValueSource(strings = {"mul", "muli", "div", "divi", "pow", "powi", "maximum", "minimum"})
    void nothingThatLearnsCombinesTensorsWithNumbersThroughTheEnginesOwnMethods(String method) {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.peco4j.nn..", BUNDLED[0], BUNDLED[1], BUNDLED[2], BUNDLED[3], BUNDLED[4])
                .and()
                .resideOutsideOfPackage("io.peco4j.nn.optim..")
                .and()
                .haveNameNotMatching(WITHOUT_GRADIENT)
                .should()
                .callMethod(NDArray.class, method, Number.class));
    }

    /** A mode that is not put back reaches whatever the thread computes next. */
    @Test
    void oneClassSwitchesRecording() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GradientMode.class.getName())
                .should()
                .callMethod(JniUtils.class, "setGradMode", boolean.class));
    }

    /** Digits, letters and encodings of some machines make kernels that do not compile, and files that others cannot read. */
    @Test
    void textIsTheSameOnEveryMachine() {
        check(noClasses().should().accessTargetWhere(new MachineDefaults()));
    }

    @Test
    void theRuntimeKnowsNoBundledPlugin() {
        check(noClasses()
                .that()
                .resideInAPackage("io.peco4j.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BUNDLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"datasets", "tokenizers", "backbones", "pretraining", "tasks"})
    void aBundledPluginKnowsNeitherTheRuntimeNorAnotherPlugin(String plugin) {
        String own = ROOT + "." + plugin + "..";
        assertThat(CLASSES.that(resideInAPackage(own)).isEmpty())
                .as("no class of " + plugin)
                .isFalse();
        check(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage("io.peco4j.api..", "io.peco4j.nn..", own)))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.peco4j.(**)")
                .should()
                .beFreeOfCycles()
                // A context makes components, and a component is named by a kind, which lists what contexts are for.
                .ignoreDependency(NetworkContext.class, Component.class)
                // The entry of a plugin names all its components, and may stand beside what they share.
                .ignoreDependency(assignableTo(PluginModule.class), alwaysTrue()));
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        Stream<JavaPackage> packages = CLASSES.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(found -> !found.getClasses().isEmpty());
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.tryGetPackageInfo())
                        .as(found.getName())
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .isTrue()));
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.peco4j.runtime.cli..")
                .and()
                // It prints nothing: it keeps plugins from printing, and puts the streams back.
                .doNotHaveFullyQualifiedName("io.peco4j.runtime.plugin.HeldOutput")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void namesSayWhatAThingIs() {
        check(noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
