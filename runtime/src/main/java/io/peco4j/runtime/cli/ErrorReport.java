package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.problem.ProblemReport;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, on standard error and without a stack trace, and which exit code that is. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int INTERRUPTED = 130;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof CancellationException) {
            err.println("Interrupted. Finished work is kept: the same command continues from there.");
            err.flush();
            return INTERRUPTED;
        }
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof InvalidInputException input) {
            Optional<String> refusal =
                    command.getCommand() instanceof ChecksFirst checking ? checking.refusal() : Optional.empty();
            err.print(refusal.map(what -> ProblemReport.refusal(what, input.problems()))
                    .orElseGet(() -> ProblemReport.stop(name + " cannot continue", input.problems())));
        } else {
            causes(e).forEach(err::println);
        }
        if (RootCommand.wantsStackTrace(command.getCommandSpec())) {
            e.printStackTrace(err);
        } else if (!(e instanceof InvalidInputException)) {
            err.println("To see where it failed, add " + RootCommand.STACK_TRACE + ".");
        }
        err.flush();
        return e instanceof InvalidInputException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** The messages down to the root, each said once; many wrap their cause's message into their own. */
    private static Set<String> causes(Throwable failure) {
        Set<String> lines = new LinkedHashSet<>();
        String above = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (!above.contains(message)) {
                lines.add(lines.isEmpty() ? "Failed: " + message : "  because: " + message);
            }
            above = message;
        }
        return lines;
    }
}
