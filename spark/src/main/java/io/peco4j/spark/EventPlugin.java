package io.peco4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Carries the lines of programs, and how they ended, from executors to the driver, over Spark's own connections, with
 * their authentication and encryption. Spark makes it by its name, in the driver and in each executor, where it is one
 * for the process.
 */
public final class EventPlugin implements SparkPlugin {
    /** The number of no call. */
    private static final long NOBODY = 0;

    private static final Map<Long, Hearing> HEARINGS = new ConcurrentHashMap<>();
    private static final Channel CHANNEL = new Channel();

    /** What a program of a call says: a line, or its end after the last. */
    private record Said(
            long call,
            int rank,
            @Nullable String line,
            @Nullable Ended end) implements Serializable {}

    /** The way to the driver, once there is one. */
    private static final class Channel {
        private volatile @Nullable PluginContext context;
    }

    /** On the driver, before the call. */
    static void listen(long call, Hearing hearing) {
        HEARINGS.put(call, hearing);
    }

    /** On the driver: nobody hears the call any more. */
    static void forget(long call) {
        HEARINGS.remove(call);
    }

    /** On an executor. */
    static void say(Call call, String line) {
        send(new Said(call.number(), call.rank(), line, null));
    }

    /** On an executor: there is no other line. Where it does not get through, what Spark says of the task has to do. */
    static void end(Call call, Ended ended) {
        try {
            send(new Said(call.number(), call.rank(), null, ended));
        } catch (IllegalStateException | UncheckedIOException e) {
            // The task ends all the same, with its code.
        }
    }

    private static void send(Said said) {
        PluginContext context = CHANNEL.context;
        if (context == null) {
            throw new IllegalStateException("Spark has not started " + EventPlugin.class.getName()
                    + ": does the configuration name other spark.plugins?");
        }
        try {
            context.send(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public @Nullable Object receive(Object message) {
                Said said = (Said) message;
                Hearing hearing = HEARINGS.get(said.call());
                if (hearing != null && said.line() != null) {
                    hearing.line(said.rank(), said.line());
                } else if (hearing != null && said.end() != null) {
                    hearing.end(said.end());
                }
                return null;
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> extra) {
                CHANNEL.context = context;
                // Looks for the driver now: in a task that is interrupted, Spark would give it up for good.
                send(new Said(NOBODY, 0, null, null));
            }
        };
    }
}
