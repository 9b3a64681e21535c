package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Linkage;
import io.peco4j.runtime.problem.Causes;
import io.peco4j.runtime.problem.Obstacle;
import io.peco4j.runtime.problem.ProblemReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return report(e, command);
    }

    /** Says what ended a command: an exception or an error, such as too little memory. */
    int report(Throwable e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof CancellationException) {
            err.println("Interrupted. Finished work is kept: the same command continues from there.");
            // Not even the checkpoint of an interrupt could be written.
            if (e.getCause() instanceof InvalidInputException input
                    && Obstacle.of(input).isPresent()) {
                err.print(ProblemReport.list(input.problems()));
            }
            err.flush();
            return INTERRUPTED;
        }
        Optional<Problem> obstacle = Obstacle.of(e);
        List<Problem> problems = e instanceof InvalidInputException input
                ? input.problems()
                : obstacle.or(() -> Linkage.of(e)).map(List::of).orElse(List.of());
        if (problems.isEmpty()) {
            causes(e).forEach(err::println);
        } else {
            err.print(problems(problems, command));
        }
        if (RootCommand.wantsStackTrace(command.getCommandSpec())) {
            e.printStackTrace(err);
        } else if (problems.isEmpty()) {
            err.println("To see where it failed, add " + RootCommand.STACK_TRACE + ".");
        }
        err.flush();
        boolean wrongInput = e instanceof InvalidInputException && obstacle.isEmpty();
        return wrongInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String problems(List<Problem> problems, CommandLine command) {
        Optional<String> refusal =
                command.getCommand() instanceof ChecksFirst checking ? checking.refusal() : Optional.empty();
        return refusal.map(what -> ProblemReport.refusal(what, problems))
                .orElseGet(() ->
                        ProblemReport.stop(command.getCommandSpec().qualifiedName() + " cannot continue", problems));
    }

    /** The messages down to the root. */
    private static List<String> causes(Throwable failure) {
        List<String> lines = new ArrayList<>();
        Causes.of(failure).forEach(cause -> lines.add((lines.isEmpty() ? "Failed: " : "  because: ") + cause));
        return lines;
    }
}
