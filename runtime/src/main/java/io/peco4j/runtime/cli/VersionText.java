package io.peco4j.runtime.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: peco4j's, Java's, the system's. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Objects.requireNonNullElse(ofJar(), "of a source tree");
        return new String[] {
            "peco4j " + version,
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** The number alone, as Maven knows it; of a source tree that of the first release, as it has none of its own. */
    static String number() {
        return Objects.requireNonNullElse(ofJar(), "0.1.0-SNAPSHOT");
    }

    private static @Nullable String ofJar() {
        return VersionText.class.getPackage().getImplementationVersion();
    }
}
