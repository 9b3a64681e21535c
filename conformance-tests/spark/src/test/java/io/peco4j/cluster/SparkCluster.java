package io.peco4j.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A master of Spark and two workers on the loopback, with room for four stages; closing ends them. */
final class SparkCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TEMPORARY = "temporary";
    private static final int WORKERS = 2;
    private static final long LOOK_MILLIS = 200;
    private static final long SECONDS_TO_END = 60;

    /** What Spark's own scripts give to Java. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    /** What lives for a minute is not worth a second compiler. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final String LOG = """
            rootLogger.level = warn
            rootLogger.appenderRef.console.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.target = SYSTEM_ERR
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %p %c{1}: %m%n
            """;

    /** The programs of Spark read it all, and may call each other only if they know the secret. */
    private static final String SETTINGS = """
            spark.authenticate true
            spark.authenticate.secret of-these-tests
            spark.network.crypto.enabled true
            spark.master.rest.enabled false
            spark.ui.enabled false
            spark.executor.extraJavaOptions -XX:+UseSerialGC\s""" + SHORT_LIVED + " ";

    private final Path folder;
    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts it; workers register while others begin to use it.
     *
     * @param jars of Spark
     * @param folder for its files
     */
    SparkCluster(Path jars, Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = Files.createDirectories(folder.resolve("spark"));
        Files.createDirectories(folder.resolve(TEMPORARY));
        Files.createSymbolicLink(home.resolve("jars"), jars);
        Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("log4j2.properties"), LOG);
        Files.writeString(home.resolve("conf").resolve("spark-defaults.conf"), SETTINGS + temporary() + "\n");
        Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(
                submit,
                "#!/bin/sh\nexec " + String.join(" ", java()).replace("*", "\\*")
                        + " org.apache.spark.deploy.SparkSubmit \"$@\"\n");
        if (!submit.toFile().setExecutable(true)) {
            throw new IOException(submit + " cannot be made executable");
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            this.port = free.getLocalPort();
        }
        Process master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                LOOPBACK,
                "--port",
                Integer.toString(port));
        while (!listens()) {
            if (!master.isAlive()) {
                throw new IOException(Files.readString(folder.resolve("master.txt")));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        for (int worker = 1; worker <= WORKERS; worker++) {
            String name = "worker" + worker;
            start(
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    LOOPBACK,
                    "--cores",
                    "2",
                    "--memory",
                    "4g",
                    "--work-dir",
                    folder.resolve(name).toString(),
                    master());
        }
    }

    String master() {
        return "spark://" + LOOPBACK + ":" + port;
    }

    /** What a user sets, and what Spark's own scripts would. */
    Map<String, String> environment() {
        return Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", LOOPBACK);
    }

    private Process start(String name, String... program) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(program));
        command.addAll(command.size() - program.length + 1, List.of("--webui-port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(List.of(SHORT_LIVED, "-XX:+UseSerialGC", temporary()));
        OPENED.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", home.resolve("conf") + ":" + home.resolve("jars") + "/*"));
        return command;
    }

    /** A JVM that is killed leaves its libraries and blocks there. */
    private String temporary() {
        return "-Djava.io.tmpdir=" + folder.resolve(TEMPORARY);
    }

    private boolean listens() {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Workers first: they end their executors. All are gone afterwards, as their folder will be. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).descendants().forEach(all::add);
            all.add(processes.get(i).toHandle());
        }
        all.forEach(ProcessHandle::destroy);
        all.forEach(each -> each.onExit()
                .completeOnTimeout(each, SECONDS_TO_END, TimeUnit.SECONDS)
                .join());
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
