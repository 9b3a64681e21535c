package io.peco4j.runtime.cli;

import java.util.List;

/**
 * Commands of a module that the runtime does not know. A jar of the host names its provider in
 * {@code META-INF/services/io.peco4j.runtime.cli.CommandProvider}; plugins cannot add commands.
 */
public interface CommandProvider {
    /** Objects with picocli's {@code @Command}, in the order of the help. */
    List<Object> commands(Services services);
}
