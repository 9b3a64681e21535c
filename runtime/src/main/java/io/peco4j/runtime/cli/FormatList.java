package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.checkpoint.CheckpointFormat;
import io.peco4j.nn.weights.checkpoint.Formats;
import io.peco4j.runtime.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The section of a help text that says what each id that {@code --format} may say stands for. */
final class FormatList {
    private static final String HEADING = "formatListHeading";
    private static final String LIST = "formatList";
    private static final int ID = 20;
    private static final int WHAT = 70;

    private FormatList() {}

    /** The same command, with the section before its examples. */
    static CommandLine in(CommandLine command) {
        Map<String, CommandLine.IHelpSectionRenderer> sections = new LinkedHashMap<>(command.getHelpSectionMap());
        sections.put(HEADING, help -> "\nFormats:\n");
        sections.put(LIST, help -> list());
        List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
        keys.addAll(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), List.of(HEADING, LIST));
        return command.setHelpSectionMap(sections).setHelpSectionKeys(keys);
    }

    private static String list() {
        return TextTable.ofWidths(ID, WHAT)
                .rows(Formats.all().stream().map(FormatList::cells).toList())
                .render();
    }

    private static List<String> cells(CheckpointFormat format) {
        return List.of(format.id() + ":", format.what());
    }
}
