package io.peco4j.runtime.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code peco4j} without a command: says what there is. */
@Command(
        name = "./peco4j",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Masked image modelling with perceptual codebooks: swap a tokenizer, a backbone, a pretraining framework"
                    + " or a task, and compare."
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j plugins list            what a study can be made of",
            "  ./peco4j plugins describe vqvae  every option of a component",
            "  ./peco4j weights inspect a.pth   what is in a weight file",
            "  ./peco4j doctor                  what works on this machine",
            "",
            "Exit codes: 0 done, 1 failed, 2 the input was wrong. Each command has a --help of its own."
        })
final class RootCommand extends CommandGroup {
    /** The name of the option that shows where a failure came from. */
    static final String STACK_TRACE = "--stack-trace";

    @Option(
            names = STACK_TRACE,
            scope = ScopeType.INHERIT,
            description = "When something fails, print the stack trace.")
    private boolean stackTrace;

    boolean stackTrace() {
        return stackTrace;
    }

    /** Whether the command was called with {@link #STACK_TRACE}. */
    static boolean wantsStackTrace(CommandSpec spec) {
        return spec.root().userObject() instanceof RootCommand root && root.stackTrace();
    }
}
