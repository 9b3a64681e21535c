package io.peco4j.product.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Rules about the classes below a root: the product's, or those that break them to show that they are seen.
 *
 * @param root with a dot behind it
 */
record Rules(String root) {
    /** These work on fresh parameters, on gradients, or with gradients of their own making. */
    static final Set<String> WITHOUT_GRADIENT = Set.of(
            "nn.Initial", "nn.transformer.WeightRule", "nn.vit.ClassifierHead", "tasks.probe.LogisticRegression");

    /** It prints nothing: it keeps plugins from printing, and puts the streams back. */
    static final String HOLDS_STREAMS = "runtime.plugin.HeldOutput";

    /** The only one that may tell the engine to record operations, or not to. */
    static final String SWITCHES_RECORDING = "nn.GradientMode";

    private static final DescribedPredicate<JavaMethodCall> MADE_OF_NUMBERS = DescribedPredicate.describe(
            "NDManager.create of numbers",
            call -> call.getTargetOwner().isAssignableTo(NDManager.class)
                    && call.getName().equals("create")
                    && !call.getTarget().getRawParameterTypes().get(0).isAssignableTo(Shape.class));

    /** The only one that asks the engine for tensors over memory of Java's. */
    static final String COPIES_NUMBERS = "nn.Tensors";

    /** What plugins and studies are compiled against; whatever else appears in it is a permanent promise. */
    private static final List<String> API_MAY_USE = List.of(
            "java..",
            "ai.djl..",
            "com.google.inject..",
            "com.typesafe.config..",
            "io.vavr..",
            "org.jspecify.annotations..",
            "com.google.errorprone.annotations..");

    ArchRule librariesOfTheApi() {
        return classes()
                .that()
                .resideInAPackage(root + "api..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(Stream.concat(Stream.of(root + "api.."), API_MAY_USE.stream())
                                .toArray(String[]::new)));
    }

    /** @param method of NDArray, whose backward pass reads memory that may be freed by then */
    ArchRule numbersMeetGradientsInKernels(String method) {
        return noClasses()
                .that()
                .resideInAnyPackage(new Layers(root).patterns(Stream.concat(Stream.of("nn"), Layers.PLUGINS.stream())))
                .and()
                .resideOutsideOfPackage(root + "nn.optim..")
                .and()
                .haveNameNotMatching(named(WITHOUT_GRADIENT))
                .should()
                .callMethod(NDArray.class, method, Number.class);
    }

    ArchRule oneClassMakesTensorsOfNumbers() {
        return noClasses()
                .that()
                .resideInAnyPackage(new Layers(root).patterns(Stream.concat(Stream.of("nn"), Layers.PLUGINS.stream())))
                .and()
                .doNotHaveFullyQualifiedName(root + COPIES_NUMBERS)
                .should()
                .callMethodWhere(MADE_OF_NUMBERS);
    }

    ArchRule oneClassSwitchesRecording() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(root + SWITCHES_RECORDING)
                .should()
                .callMethod(JniUtils.class, "setGradMode", boolean.class);
    }

    private String named(Set<String> names) {
        return (root + "(" + String.join("|", names) + ")").replace(".", "\\.");
    }

    /**
     * Digits, letters and encodings of some machines make kernels that do not compile, and files that others cannot
     * read.
     */
    static ArchRule textIsTheSameOnEveryMachine() {
        return noClasses().should().accessTargetWhere(new MachineDefaults());
    }

    /** Its natives, log and memory are one package's business; who wants frames asks for clips. */
    ArchRule onePackageKnowsFfmpeg() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + "datasets.video..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..");
    }

    ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + "runtime.cli..")
                .and()
                .doNotHaveFullyQualifiedName(root + HOLDS_STREAMS)
                .should(ACCESS_STANDARD_STREAMS);
    }

    static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl");
    }

    /** Packages without a description that is marked {@code @NullMarked}. */
    List<String> unmarked(JavaClasses classes) {
        return classes.getPackage(root.substring(0, root.length() - 1)).getSubpackagesInTree().stream()
                .filter(found -> !found.getClasses().isEmpty())
                .filter(found -> found.tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(JavaPackage::getName)
                .toList();
    }
}
