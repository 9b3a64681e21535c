package io.peco4j.product.bundled;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.conformance.builder.BuilderCheck;
import io.peco4j.dsl.Components;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every word of the study language, with arguments of its types, against the options of the bundled components. */
final class BundledBuildersTest {
    @Test
    void everyWordSetsAnOptionThatItsComponentHas() {
        BuilderCheck.Findings findings =
                new BuilderCheck(BundledComponents.load().registry()).of(List.of(Components.class));
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.words()).as("words that were tried").isGreaterThan(100);
    }
}
