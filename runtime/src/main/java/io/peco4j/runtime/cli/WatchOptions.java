package io.peco4j.runtime.cli;

import io.peco4j.runtime.live.LiveRun;
import io.peco4j.runtime.live.PageServer;
import io.peco4j.runtime.live.RunView;
import io.peco4j.runtime.record.RunRecord;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether {@code run} shows its report while it grows, on the command line. */
final class WatchOptions {
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--watch",
            description =
                    "serves the growing report to browsers on this machine until the run ends; prints its address")
    private boolean watch;

    @Option(names = "--port", paramLabel = "N", description = "with --watch: its port (default: one that is free)")
    private @Nullable Integer port;

    /** Who looks on while a study runs. */
    interface Onlooker extends AutoCloseable {
        /**
         * Hears of the next run.
         *
         * @param soFar adds to its record what is known of it beside its stages
         */
        RunView of(StudySession session, UnaryOperator<RunRecord> soFar);

        @Override
        void close();
    }

    /** Begins to serve if that was asked for; the caller ends it. */
    Onlooker open(Clock clock, CommandSpec spec) {
        if (!watch) {
            if (port != null) {
                throw new ParameterException(spec.commandLine(), "--port is that of --watch, which is missing");
            }
            return new Nobody();
        }
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new ParameterException(spec.commandLine(), "--port takes a number from 1 to 65535, not " + port);
        }
        PageServer server = PageServer.start(port == null ? 0 : port);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "The report grows at %s until the run ends.%n", server.address());
        out.flush();
        return new Browser(server, StudyExecution.command(spec), clock);
    }

    private record Browser(PageServer server, String command, Clock clock) implements Onlooker {
        @Override
        public RunView of(StudySession session, UnaryOperator<RunRecord> soFar) {
            LiveRun run = new LiveRun(session.plan(), session.store(), command, soFar, clock);
            server.show(run);
            return run;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private record Nobody() implements Onlooker {
        @Override
        public RunView of(StudySession session, UnaryOperator<RunRecord> soFar) {
            return RunView.none();
        }

        @Override
        public void close() {}
    }
}
