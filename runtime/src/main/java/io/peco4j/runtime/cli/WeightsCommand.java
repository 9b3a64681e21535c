package io.peco4j.runtime.cli;

import picocli.CommandLine.Command;

/** {@code peco4j weights}: weight files of other projects. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks into weight files, and carries weights to other projects and back.",
            "It reads safetensors, also in several files with an index, what torch.save writes (.pth, .pt, .pth.tar, .pkl,"
                    + " .ckpt, .bin) and NumPy's .npz. Nothing in a file is ever executed, and what cannot be read is"
                    + " named and set aside."
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        footer = {
            "A study takes such files as they are, wherever a component has the option weights: its format is"
                    + " recognised, and tables of positions are resized. Importing one is only needed to look at it, or"
                    + " to keep it small and safe.",
            "",
            "For example:",
            "  ./peco4j weights inspect mae_pretrain_vit_base.pth",
            "  ./peco4j weights import vit-b-300ep.pth.tar --out vit-b.safetensors",
            "  ./peco4j weights export vit-b.safetensors --format timm --out timm.safetensors"
        })
final class WeightsCommand extends CommandGroup {}
