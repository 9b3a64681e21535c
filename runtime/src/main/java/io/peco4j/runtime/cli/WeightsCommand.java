package io.peco4j.runtime.cli;

import picocli.CommandLine.Command;

/** {@code peco4j weights}: weight files of other projects. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Inspects weight files, and converts weights to the formats of other projects and back.",
            "It reads safetensors, also in several files with an index, output of torch.save (.pth, .pt, .pth.tar, .pkl,"
                    + " .ckpt, .bin) and NumPy's .npz. Nothing in a file is ever executed; what cannot be read is named"
                    + " and set aside."
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        footer = {
            "A study can use such files directly, in the option weights of a component: their format is recognised,"
                    + " and tables of positions are resized. Import a file only to look at it, or to have it in a small"
                    + " and safe format.",
            "",
            "For example:",
            "  ./peco4j weights inspect mae_pretrain_vit_base.pth",
            "  ./peco4j weights import vit-b-300ep.pth.tar --out vit-b.safetensors",
            "  ./peco4j weights export vit-b.safetensors --format timm --out timm.safetensors"
        })
final class WeightsCommand extends CommandGroup {}
