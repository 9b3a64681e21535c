package io.peco4j.runtime.cli;

import io.peco4j.runtime.template.PluginName;
import io.peco4j.runtime.template.ProjectFolder;
import io.peco4j.runtime.template.ProjectTemplate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j plugins new NAME}: a project to write a plugin in. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Creates a Maven project with a small working component, a test of its contract and a study that uses it,"
                    + " as a start for your own."
        },
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j plugins new acme-tokenizer",
            "  ./peco4j plugins new acme-simmim --kind pretraining --package org.acme.mim --into ~/work"
        })
final class PluginsNewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description =
                    "Your prefix, a hyphen, and what it is: acme-tokenizer. The component's id is then acme.tokenizer.")
    private String name = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "tokenizer",
            description =
                    "The kind of component (default: ${DEFAULT-VALUE}): backbone, dataset, encoder, objective, pretraining, task"
                            + " or tokenizer.")
    private String kind = "";

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The package of its classes (default: com. and your prefix).")
    private @Nullable String packageName;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Where the project's folder is created (default: the current folder).")
    private Path into = Path.of("");

    @Override
    public Integer call() {
        PluginName plugin =
                new PluginName(name, Objects.requireNonNullElseGet(packageName, () -> PluginName.packageOf(name)));
        Path folder = into.resolve(name);
        ProjectFolder.write(folder, ProjectTemplate.of(kind).filled(plugin, VersionText.number()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + folder + ": the " + kind + " " + plugin.id() + ". From there:");
        out.println("  mvn package    builds and tests target/" + name + "-1.0.0.jar");
        out.println("  README.md      says how studies use it");
        out.flush();
        return 0;
    }
}
