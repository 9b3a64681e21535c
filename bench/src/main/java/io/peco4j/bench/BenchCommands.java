package io.peco4j.bench;

import io.peco4j.runtime.cli.CommandProvider;
import io.peco4j.runtime.cli.Services;
import java.util.List;

/** Adds {@code bench} to the program. */
public final class BenchCommands implements CommandProvider {
    @Override
    public List<Object> commands(Services services) {
        return List.of(new BenchCommand(services.registry()));
    }
}
