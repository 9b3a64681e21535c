package io.peco4j.runtime.cli;

import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.Estimate;
import io.peco4j.runtime.run.StageMemory;
import io.peco4j.runtime.text.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory of the trainings of a plan, as people read it.
 *
 * @param stages of the plan
 * @param estimate of the same plan
 */
record MemoryFigures(List<Stage> stages, Estimate estimate) {

    /** Such as {@code 1.9 GB}; a dash for what does not train, or has trained. */
    String of(Stage stage) {
        StageMemory memory = memory(stage);
        return memory.none() ? "-" : total(memory);
    }

    /** What the training of a stage takes, in bytes; NaN if that is unknown. */
    double bytes(Stage stage) {
        return memory(stage).total();
    }

    /** Such as {@code 1.9 GB: weights 0.3, gradients 0.3, moments 0.7, frozen 0.1, activations 0.5}. */
    String parts(Stage stage) {
        StageMemory memory = memory(stage);
        double unit = Figures.byteUnit(Double.isNaN(memory.total()) ? memory.weights() : memory.total());
        String parts = memory.parts().entrySet().stream()
                .map(part -> part.getKey() + " " + part(part, unit))
                .collect(Collectors.joining(", "));
        return total(memory) + ": " + parts + (Double.isNaN(memory.total()) ? ", in " + Figures.byteWord(unit) : "");
    }

    /** The stage that takes most of those whose memory is known; empty if there is none. */
    Optional<Stage> largest() {
        return training()
                .filter(stage -> !Double.isNaN(memory(stage).total()))
                .max(Comparator.comparingDouble(stage -> memory(stage).total()));
    }

    /** How many trainings do not say what they take. */
    long unknown() {
        return training().filter(stage -> Double.isNaN(memory(stage).total())).count();
    }

    /** The stages that will train, in the plan's order. */
    Stream<Stage> training() {
        return stages.stream().filter(stage -> !memory(stage).none());
    }

    private StageMemory memory(Stage stage) {
        return estimate.cost(stage).memory();
    }

    private static String total(StageMemory memory) {
        return Double.isNaN(memory.total()) ? "unknown" : Figures.bytes(memory.total());
    }

    private static String part(Map.Entry<String, Double> part, double unit) {
        return Double.isNaN(part.getValue()) ? "unknown" : Figures.inUnit(part.getValue(), unit);
    }
}
