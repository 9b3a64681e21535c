package io.peco4j.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs a program on some executor and hears its lines: a Spark job of one task for each call. Types of the JDK only, for
 * those who call it know no Spark. Safe for several threads; how many calls run at once, Spark says.
 */
final class SparkPlace implements BiFunction<List<String>, Consumer<String>, Map<String, Object>> {
    /** What decides how a worker computes, and where it finds what it needs. */
    private static final List<String> PASSED_ON =
            List.of("PECO4J_", "DJL_", "OMP_", "ONEDNN_", "MKL_", "ATEN_", "MALLOC_", "LC_", "LANG");

    private final JavaSparkContext context;
    private final AtomicLong number = new AtomicLong();

    SparkPlace(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Calls a program.
     *
     * @param lines of its standard output, in order, on a thread of Spark's
     * @return {@code code} and {@code errors}, or {@code lost} and why
     * @throws CancellationException if the thread is interrupted, and stays so
     */
    @Override
    public Map<String, Object> apply(List<String> command, Consumer<String> lines) {
        long call = number.incrementAndGet();
        String group = "peco4j-" + call;
        EventPlugin.listen(call, lines);
        try {
            context.setJobGroup(group, String.join(" ", command), true);
            StageTask.Ended ended = context.parallelize(
                            List.of(new StageTask.Call(call, command, System.getProperty("user.dir"), environment())),
                            1)
                    .map(new StageTask())
                    .collect()
                    .get(0);
            EventPlugin.hearOut(call);
            return Map.of("code", ended.code(), "errors", ended.errors());
        } catch (Exception e) {
            // Scala throws checked exceptions undeclared: SparkException, InterruptedException.
            if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                context.cancelJobGroup(group);
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
            return Map.of("lost", firstLine(e));
        } finally {
            EventPlugin.forget(call);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getName());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (PASSED_ON.stream().anyMatch(name::startsWith)) {
                environment.put(name, value);
            }
        });
        return environment;
    }
}
