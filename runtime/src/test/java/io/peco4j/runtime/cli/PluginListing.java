package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.plugin.Registry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What {@code plugins list} prints, for tests in other packages. */
public final class PluginListing {
    private PluginListing() {}

    /** Of a registry, which is closed afterwards. */
    public static String of(Registry registry) {
        StringWriter out = new StringWriter();
        Services services = new Services(new PluginFolders(List.of(), List.of()), () -> registry, Path.of("home"));
        assertThat(Commands.over(services).setOut(new PrintWriter(out)).execute("plugins", "list"))
                .isZero();
        return out.toString();
    }
}
