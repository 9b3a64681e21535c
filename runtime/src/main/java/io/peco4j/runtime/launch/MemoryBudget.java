package io.peco4j.runtime.launch;

import com.sun.management.OperatingSystemMXBean;
import io.peco4j.runtime.plan.Stage;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How much memory the stages that run at once may take together.
 *
 * @param bytes all of it
 * @param training what the training of a stage takes at its peak, in bytes
 */
public record MemoryBudget(double bytes, ToDoubleFunction<Stage> training) {
    /** What a process takes whatever it does: the libraries of the engine, Java's heap, buffers of the loader. */
    private static final double PROGRAM = 0.5e9;

    /** For the system, the run itself and files that are read again. */
    private static final double LEFT = 0.1;

    /** What this machine, or the container, has. */
    public static MemoryBudget ofThisMachine(ToDoubleFunction<Stage> training) {
        double total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new MemoryBudget((1 - LEFT) * total, training);
    }

    /** Whether a stage fits if it runs alone. */
    public boolean holds(Stage stage) {
        return process(stage) <= bytes;
    }

    /** Whether a stage fits beside those that run; alone it always does, for there is nothing to wait for. */
    boolean fits(Stage stage, Collection<Stage> running) {
        double taken = Stream.concat(Stream.of(stage), running.stream())
                .mapToDouble(this::process)
                .sum();
        return running.isEmpty() || taken <= bytes;
    }

    /** How many processes fit that each take the memory of the stage: at least 1, and no more than wanted. */
    int most(Stage stage, int wanted) {
        return Math.max(1, (int) Math.min(wanted, bytes / process(stage)));
    }

    private double process(Stage stage) {
        return PROGRAM + training.applyAsDouble(stage);
    }
}
