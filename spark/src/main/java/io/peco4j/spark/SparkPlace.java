package io.peco4j.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.reflect.ClassTag$;

/**
 * Runs programs on executors and hears their lines: a Spark job for each call, of one task, or of a barrier stage where
 * several programs run together. Types of the JDK only, for those who call it know no Spark. Safe for several threads;
 * how many calls run at once, Spark says.
 */
final class SparkPlace implements BiFunction<List<List<String>>, BiConsumer<Integer, String>, Map<String, Object>> {
    /** What decides how a worker computes, and where it finds what it needs. */
    private static final List<String> PASSED_ON =
            List.of("PECO4J_", "DJL_", "OMP_", "GOMP_", "ONEDNN_", "MKL_", "ATEN_", "MALLOC_", "LC_", "LANG");

    private static final long SECONDS_FOR_THE_LAST_LINE = 10;

    /** Those whose executor is gone say nothing any more. */
    private static final long SECONDS_FOR_THE_REASON = 2;

    private final JavaSparkContext context;
    private final AtomicLong number = new AtomicLong();

    SparkPlace(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Calls programs; several of them all at once or not at all.
     *
     * @param commands of the programs, by rank
     * @param lines hears rank and line of standard outputs, those of each program in order, on a thread of Spark's
     * @return {@code ended}, a list of {@code rank}, {@code code} and {@code errors} in the order in which they ended;
     *     and, if Spark did not run all of them to their end, {@code lost}: why
     * @throws CancellationException if the thread is interrupted, and stays so
     */
    @Override
    public Map<String, Object> apply(List<List<String>> commands, BiConsumer<Integer, String> lines) {
        long call = number.incrementAndGet();
        String group = "peco4j-" + call;
        Hearing hearing = new Hearing(commands.size(), lines);
        EventPlugin.listen(call, hearing);
        try {
            context.setJobGroup(group, String.join(" ", commands.get(0)), true);
            try {
                List<Ended> results = run(calls(call, commands));
                hearing.ends(SECONDS_FOR_THE_LAST_LINE, false);
                return Map.of("ended", plain(results));
            } catch (Exception e) {
                // Scala throws checked exceptions undeclared: SparkException, InterruptedException.
                if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                    throw cancelled(group);
                }
                long seconds = commands.size() == 1 ? 0 : SECONDS_FOR_THE_REASON;
                return Map.of("ended", plain(hearing.ends(seconds, true)), "lost", firstLine(e));
            }
        } catch (InterruptedException e) {
            throw cancelled(group);
        } finally {
            EventPlugin.forget(call);
        }
    }

    private List<Ended> run(List<Call> calls) {
        JavaRDD<Call> tasks = context.parallelize(calls, calls.size());
        return calls.size() == 1
                ? tasks.map(new StageTask()).collect()
                : tasks.rdd()
                        .barrier()
                        .mapPartitions(new GangTask(), false, ClassTag$.MODULE$.<Ended>apply(Ended.class))
                        .toJavaRDD()
                        .collect();
    }

    private static List<Call> calls(long call, List<List<String>> commands) {
        Map<String, String> environment = environment();
        return IntStream.range(0, commands.size())
                .mapToObj(rank -> new Call(call, rank, commands.get(rank), System.getProperty("user.dir"), environment))
                .toList();
    }

    private CancellationException cancelled(String group) {
        context.cancelJobGroup(group);
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    private static List<Map<String, Object>> plain(List<Ended> ends) {
        return ends.stream().map(Ended::plain).toList();
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
