package io.peco4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Carries the lines of stages from executors to the driver, over Spark's own connections, with their authentication and
 * encryption. Spark makes it by its name, in the driver and in each executor, where it is one for the process.
 */
public final class EventPlugin implements SparkPlugin {
    private static final long SECONDS_FOR_THE_LAST_LINE = 10;

    private static final Map<Long, Hearing> HEARINGS = new ConcurrentHashMap<>();
    private static final Channel CHANNEL = new Channel();

    /** A line of a call; null after the last. */
    private record Line(long call, @Nullable String text) implements Serializable {}

    /** Who hears a call, and whether the last line has come. */
    private record Hearing(Consumer<String> lines, CountDownLatch last) {}

    /** The way to the driver, once there is one. */
    private static final class Channel {
        private volatile @Nullable PluginContext context;
    }

    /** On the driver, before the call. */
    static void listen(long call, Consumer<String> lines) {
        HEARINGS.put(call, new Hearing(lines, new CountDownLatch(1)));
    }

    /** On the driver, after the call: its result may be faster than its last lines. */
    static void hearOut(long call) throws InterruptedException {
        Hearing hearing = HEARINGS.get(call);
        if (hearing != null) {
            hearing.last().await(SECONDS_FOR_THE_LAST_LINE, TimeUnit.SECONDS);
        }
    }

    /** On the driver: nobody hears the call any more. */
    static void forget(long call) {
        HEARINGS.remove(call);
    }

    /** On an executor. */
    static void say(long call, String line) throws IOException {
        send(new Line(call, line));
    }

    /** On an executor: there is no other line. */
    static void end(long call) throws IOException {
        send(new Line(call, null));
    }

    private static void send(Line line) throws IOException {
        PluginContext context = CHANNEL.context;
        if (context == null) {
            throw new IllegalStateException("Spark has not started " + EventPlugin.class.getName()
                    + ": does the configuration name other spark.plugins?");
        }
        context.send(line);
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public @Nullable Object receive(Object message) {
                Line line = (Line) message;
                Hearing hearing = HEARINGS.get(line.call());
                if (hearing != null && line.text() != null) {
                    hearing.lines().accept(line.text());
                } else if (hearing != null) {
                    hearing.last().countDown();
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
            }
        };
    }
}
