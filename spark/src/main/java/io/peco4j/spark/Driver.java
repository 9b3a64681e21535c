package io.peco4j.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The program that {@code spark-submit} starts: plans and supervises a study, whose stages run on executors.
 *
 * <p>Arguments: peco4j's home, engine threads of a stage, and those of peco4j. It keeps no state: killed, it is started
 * again by the same command.
 */
public final class Driver {
    private static final int OWN_ARGUMENTS = 2;

    /** Settings that promise that nothing goes over the network in the clear. */
    private static final List<String> ENCRYPTION =
            List.of("spark.network.crypto.enabled", "spark.ssl.enabled", "spark.ssl.rpc.enabled");

    private Driver() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path home = Path.of(args[0]);
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.app.name", "peco4j")
                .setIfMissing("spark.executor.memory", "512m")
                // A task supervises a process that uses so many; one task for each executor.
                .setIfMissing("spark.task.cpus", args[1])
                .setIfMissing("spark.executor.cores", args[1])
                .set("spark.plugins", EventPlugin.class.getName())
                // Stages are hours long: a second copy helps nobody, and who runs one again, peco4j says, by its
                // checkpoints.
                .set("spark.speculation", "false")
                .set("spark.task.maxFailures", "1")
                .set("spark.scheduler.mode", "FAIR")
                .setIfMissing("spark.deploy.maxExecutorRetries", "-1");
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(main::interrupt, "peco4j-interrupt"));
        int code;
        try (JavaSparkContext context = new JavaSparkContext(conf)) {
            code = Isolated.run(
                    home,
                    new SparkPlace(context),
                    new Slots(context, context.getConf()),
                    ENCRYPTION.stream().anyMatch(each -> context.getConf().getBoolean(each, false)),
                    Arrays.copyOfRange(args, OWN_ARGUMENTS, args.length));
        }
        System.exit(code);
    }
}
