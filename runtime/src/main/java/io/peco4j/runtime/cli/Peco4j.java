package io.peco4j.runtime.cli;

import io.peco4j.runtime.engine.EngineSettings;
import java.util.Locale;
import java.util.function.Supplier;

/** The program. Exit codes: 0 done, 1 failed, 2 the input was wrong, 130 interrupted. */
public final class Peco4j {
    private Peco4j() {}

    public static void main(String[] args) {
        run(Services::ofThisProcess, args);
    }

    /**
     * The program over other services, for a main method: ends the process with the exit code of the command.
     *
     * @param services made after the process is set up
     */
    public static void run(Supplier<Services> services, String... args) {
        // Plugins may format numbers without naming a locale, and kernels compile with ASCII digits only.
        Locale.setDefault(Locale.ROOT);
        EngineSettings.apply();
        logQuietly();
        new OrderlyEnd().run(() -> Commands.over(services.get()).execute(args));
    }

    /** A property and no file on the class path, so that programs that embed the runtime log as they like. */
    static void logQuietly() {
        String key = "logback.configurationFile";
        if (System.getProperty(key) == null) {
            System.setProperty(key, "io/peco4j/runtime/cli/logback.xml");
        }
    }
}
