package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** Each rule of {@link ArchitectureTest} on classes that break it. */
final class PlantedViolationsTest {
    private static final String ROOT = PlantedViolationsTest.class.getPackageName() + ".planted.";
    private static final Rules RULES = new Rules(ROOT);
    private static final Layers LAYERS = new Layers(ROOT);
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPackages(ROOT.substring(0, ROOT.length() - 1));

    @Test
    void librariesInTheApi() {
        assertThat(broken(RULES.librariesOfTheApi())).contains("Logging");
    }

    @Test
    void modulesAboveOthersAndPluginsBesideThem() {
        assertThat(names(LAYERS.upwards(Use.of(CLASSES, type -> false))))
                .containsExactlyInAnyOrder(
                        "api.data.Listed uses nn.Scaled",
                        "runtime.plan.NamesPlugin uses tasks.probe.PrintingHelper",
                        "tasks.probe.PrintingHelper uses tokenizers.Tokens",
                        "tokenizers.Tokens uses runtime.plan.NamesPlugin");
    }

    /** ArchUnit alone does not see the annotation that closes the circle in the API. */
    @Test
    void circlesOfPackagesAlsoThroughAnnotationsOfRecordComponents() {
        assertThat(names(LAYERS.circles(Use.of(CLASSES, type -> false))))
                .containsExactlyInAnyOrder(
                        "api.data.Marked uses api.plugin.Mark",
                        "api.plugin.Entry uses api.data.Marked",
                        "runtime.plan.NamesPlugin uses tasks.probe.PrintingHelper",
                        "tasks.probe.PrintingHelper uses tokenizers.Tokens",
                        "tokenizers.Tokens uses runtime.plan.NamesPlugin");
    }

    @Test
    void numbersThatMeetTensorsOutsideOfKernels() {
        assertThat(broken(RULES.numbersMeetGradientsInKernels("mul"))).contains("Scaled");
    }

    @Test
    void tensorsOverMemoryOfJava() {
        assertThat(broken(RULES.oneClassMakesTensorsOfNumbers()))
                .contains("NDManager.create(float)")
                .doesNotContain("NDManager.create(ai.djl.ndarray.types.Shape)");
    }

    @Test
    void recordingThatIsSwitchedElsewhere() {
        assertThat(broken(RULES.oneClassSwitchesRecording())).contains("Scaled");
    }

    @Test
    void ffmpegOutsideOfItsPackage() {
        assertThat(broken(RULES.onePackageKnowsFfmpeg())).contains("Tokens").doesNotContain("Footage");
    }

    @Test
    void packagesWithoutDescription() {
        assertThat(RULES.unmarked(CLASSES)).contains(ROOT + "nn", ROOT + "api.data");
    }

    @Test
    void whatPrints() {
        assertThat(broken(RULES.onlyTheCommandLinePrints())).contains("PrintingHelper");
    }

    @Test
    void namesThatSayNothing() {
        assertThat(broken(Rules.namesSayWhatAThingIs())).contains("PrintingHelper");
    }

    private static String broken(ArchRule rule) {
        EvaluationResult result = rule.evaluate(CLASSES);
        assertThat(result.hasViolation()).isTrue();
        return result.getFailureReport().toString();
    }

    private static Collection<String> names(Collection<Use> uses) {
        return uses.stream().map(use -> use.toString().replace(ROOT, "")).toList();
    }
}
