package io.peco4j.runtime.cli;

import io.peco4j.runtime.cli.doctor.DoctorCommand;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Puts the commands together. */
public final class Commands {
    private static final int COLUMNS = 100;

    private Commands() {}

    /** All commands over some services; they print through the writers of what is returned. */
    public static CommandLine over(Services services) {
        CommandLine plugins = new CommandLine(new PluginsCommand())
                .addSubcommand(new PluginsListCommand(services.registry()))
                .addSubcommand(new PluginsDescribeCommand(services.registry()))
                .addSubcommand(new PluginsVerifyCommand(services))
                .addSubcommand(new PluginsNewCommand());
        CommandLine weights = new CommandLine(new WeightsCommand())
                .addSubcommand(FormatList.in(new CommandLine(new WeightsInspectCommand())))
                .addSubcommand(FormatList.in(new CommandLine(new WeightsImportCommand())))
                .addSubcommand(FormatList.in(new CommandLine(new WeightsExportCommand())));
        ErrorReport errors = new ErrorReport();
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new RunCommand(services, Clock.systemUTC()))
                .addSubcommand(new StageCommand(services.registry(), Clock.systemUTC()))
                .addSubcommand(new PlanCommand(services.registry()))
                .addSubcommand(new ReportCommand())
                .addSubcommand(new CompareCommand())
                .addSubcommand(new ReproduceCommand(services.registry(), Clock.systemUTC()))
                .addSubcommand(new SimilarityCommand(services.registry()))
                .addSubcommand(new TokenizeCommand(services.registry()))
                .addSubcommand(new ReconstructCommand(services.registry()))
                .addSubcommand(plugins)
                .addSubcommand(weights)
                .addSubcommand(DoctorCommand.over(services.registry(), services.user()));
        ServiceLoader.load(CommandProvider.class, Commands.class.getClassLoader())
                .forEach(provider -> provider.commands(services).forEach(root::addSubcommand));
        return root.setUsageHelpWidth(COLUMNS)
                .setExecutionStrategy(parsed -> execute(parsed, errors))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** Errors too end in words and an exit code: memory that is short is no defect. */
    private static int execute(CommandLine.ParseResult parsed, ErrorReport errors) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            List<CommandLine> commands = parsed.asCommandLineList();
            return errors.report(e, commands.get(commands.size() - 1));
        }
    }
}
