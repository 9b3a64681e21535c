package io.peco4j.runtime.cli;

import io.peco4j.runtime.engine.EngineSettings;
import java.util.Locale;

/** The program. Exit codes: 0 done, 1 failed, 2 the input was wrong, 130 interrupted. */
public final class Peco4j {
    private Peco4j() {}

    public static void main(String[] args) {
        // Plugins may format numbers without naming a locale, and kernels compile with ASCII digits only.
        Locale.setDefault(Locale.ROOT);
        EngineSettings.apply();
        logQuietly();
        new OrderlyEnd().run(() -> Commands.over(Services.ofThisProcess()).execute(args));
    }

    /** A property and no file on the class path, so that programs that embed the runtime log as they like. */
    private static void logQuietly() {
        String key = "logback.configurationFile";
        if (System.getProperty(key) == null) {
            System.setProperty(key, "io/peco4j/runtime/cli/logback.xml");
        }
    }
}
