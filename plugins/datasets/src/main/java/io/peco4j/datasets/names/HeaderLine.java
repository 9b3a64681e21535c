package io.peco4j.datasets.names;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The first line of a table of classes, which names its columns, as in {@code id,name} or {@code name,r,g,b}. */
public final class HeaderLine {
    private static final Pattern SEPARATORS = Pattern.compile("\\s*[\\t,;]\\s*");
    private static final Set<String> NAMES =
            Set.of("name", "names", "class", "class_name", "classname", "label", "label_name", "category");
    private static final Set<String> OTHERS = Set.of(
            "id",
            "idx",
            "index",
            "no",
            "number",
            "value",
            "class_id",
            "label_id",
            "color",
            "colour",
            "hex",
            "rgb",
            "r",
            "g",
            "b",
            "red",
            "green",
            "blue");

    private HeaderLine() {}

    /** Whether a line is one: all its columns, at least two, are such words, and one is that of names. */
    public static boolean is(String line) {
        List<String> cells = Stream.of(SEPARATORS.split(line.strip(), -1))
                .map(cell -> cell.toLowerCase(Locale.ROOT))
                .toList();
        return cells.size() > 1
                && cells.stream().anyMatch(NAMES::contains)
                && cells.stream().allMatch(cell -> NAMES.contains(cell) || OTHERS.contains(cell));
    }
}
