package io.peco4j.runtime.cli.doctor;

import java.util.Locale;
import javax.tools.ToolProvider;

/** The Java that runs: its version, its memory, and whether it can compile studies. */
final class JavaCheck implements Check {
    private static final int BASELINE = 17;
    private static final double GIGA = 1 << 30;

    @Override
    public String subject() {
        return "java";
    }

    @Override
    public Finding look() {
        Runtime runtime = Runtime.getRuntime();
        String what = String.format(
                Locale.ROOT,
                "Java %s (%s), heap up to %.1f GB, %d processors",
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                runtime.maxMemory() / GIGA,
                runtime.availableProcessors());
        if (Runtime.version().feature() < BASELINE) {
            return Finding.broken(what, "peco4j needs Java " + BASELINE + " or newer: set JAVA_HOME to one");
        }
        return ToolProvider.getSystemJavaCompiler() == null
                ? Finding.limited(
                        what + ", without compiler",
                        "studies in .java files need a JDK: install one, or set JAVA_HOME; .conf files run without")
                : Finding.works(what);
    }
}
