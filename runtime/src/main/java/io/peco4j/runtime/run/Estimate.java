package io.peco4j.runtime.run;

import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What each stage of a plan costs and how long it will take here.
 *
 * <p>Time is floating-point operations over speed. The speed is that of finished stages of the same component, precision
 * and machine where there are any; otherwise a share of the matrix-product peak that small networks typically reach.
 */
public final class Estimate {
    /** Small networks reach less of the peak than large ones; measured on the bundled studies. */
    private static final double TYPICAL_SHARE = 0.35;

    /** Making components, scoring and storing take time whatever the training takes. */
    private static final double SECONDS_PER_STAGE = 2;

    private final Map<Stage, StageCost> costs = new LinkedHashMap<>();
    private final Map<Stage, Double> seconds = new LinkedHashMap<>();

    /**
     * Costs a plan; makes the components of every unfinished stage for it, untrained.
     *
     * @param peak floating-point operations a second of a matrix product here; asked only if it is needed
     * @throws io.peco4j.api.problem.InvalidInputException if a component refuses its options or the data
     */
    public Estimate(Plan plan, ArtifactStore store, DoubleSupplier peak) {
        Map<String, Double> speeds = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            Optional<StageRecord> record = store.record(stage.key());
            if (record.isPresent()) {
                StageRecord done = record.get();
                costs.put(stage, new StageCost(done.parameters(), done.steps(), done.images(), done.flops()));
                seconds.put(stage, 0.0);
                if (done.flops() > 0) {
                    speeds.put(stage.info().component(), done.flops() / done.seconds());
                }
            }
        }
        for (Stage stage : plan.stages()) {
            if (!costs.containsKey(stage)) {
                StageCost cost = StageCost.of(stage, plan);
                costs.put(stage, cost);
                double work = 0;
                if (cost.flops() > 0) {
                    work = cost.flops()
                            / speeds.computeIfAbsent(
                                    stage.info().component(), ignored -> TYPICAL_SHARE * peak.getAsDouble());
                }
                seconds.put(stage, SECONDS_PER_STAGE + work);
            }
        }
    }

    /** What a stage costs. */
    public StageCost cost(Stage stage) {
        return costs.get(stage);
    }

    /** How long a stage will take; zero if it is finished. */
    public Duration duration(Stage stage) {
        return Duration.ofMillis(Math.round(1000 * seconds.get(stage)));
    }

    /** How long all that is unfinished will take. */
    public Duration total() {
        return Duration.ofMillis(Math.round(
                1000 * seconds.values().stream().mapToDouble(each -> each).sum()));
    }
}
