package io.peco4j.runtime.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: peco4j's, Java's, the system's. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Objects.requireNonNullElse(
                VersionText.class.getPackage().getImplementationVersion(), "of a source tree");
        return new String[] {
            "peco4j " + version,
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
