package io.peco4j.runtime.cli;

import picocli.CommandLine.Command;

/** {@code peco4j plugins}: what there is to build studies from. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the components of all plugins, which studies are made of, and their options.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        footer = {
            "Plugins are jars, or folders of jars, in ~/.peco4j/plugins and in the folders that PECO4J_PLUGINS names,"
                    + " in addition to those bundled with peco4j; the variable may also name a jar.",
            "",
            "For example:",
            "  ./peco4j plugins list",
            "  ./peco4j plugins describe vqvae",
            "  ./peco4j plugins new acme-tokenizer",
            "  PECO4J_PLUGINS=build/plugins ./peco4j plugins list"
        })
final class PluginsCommand extends CommandGroup {}
