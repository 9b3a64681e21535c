package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
    private static final Stage SMALL = Graph.stage("small");
    private static final Stage LARGE = Graph.stage("large");

    /** A process takes 0.5 GB whatever it does. */
    @Test
    void stagesFitThatTakeLessTogetherThanThereIs() {
        MemoryBudget budget = new MemoryBudget(4e9, stage -> stage.equals(LARGE) ? 5e9 : 1e9);
        assertThat(budget.fits(SMALL, List.of(Graph.stage("other")))).isTrue();
        assertThat(budget.fits(SMALL, List.of(Graph.stage("other"), Graph.stage("third"))))
                .isFalse();
        assertThat(budget.fits(LARGE, List.of(SMALL))).isFalse();
        assertThat(budget.fits(SMALL, List.of(LARGE))).isFalse();
        assertThat(budget.fits(LARGE, List.of())).isTrue();
        assertThat(MemoryBudget.ofThisMachine(stage -> 0).bytes())
                .isGreaterThan(Runtime.getRuntime().maxMemory() / 2.0);
    }

    @Test
    void processesOfOneStageAreAsManyAsFit() {
        MemoryBudget budget = new MemoryBudget(4.6e9, stage -> stage.equals(LARGE) ? 5e9 : 1e9);
        assertThat(budget.most(SMALL, 2)).isEqualTo(2);
        assertThat(budget.most(SMALL, 8)).isEqualTo(3);
        assertThat(budget.most(LARGE, 8)).isEqualTo(1);
        assertThat(budget.most(SMALL, 0)).isEqualTo(1);
    }
}
