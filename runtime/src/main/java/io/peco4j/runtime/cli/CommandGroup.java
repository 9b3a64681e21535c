package io.peco4j.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: called without one of them, it shows its help and that this was not enough. */
abstract class CommandGroup implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        CommandLine command = spec.commandLine();
        command.usage(command.getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
