package io.peco4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Whatever else the bridge used would meet another version of it among Spark's jars. */
final class BridgeTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.peco4j");

    @Test
    void itSeesTheJdkAndSparkAlone() {
        assertThat(CLASSES).isNotEmpty();
        classes()
                .should()
                .resideInAPackage("io.peco4j.spark")
                .andShould()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.peco4j.spark", "java..", "scala..", "org.apache.spark..", "org.jspecify.annotations..")
                .check(CLASSES);
    }
}
