package io.peco4j.datasets.segmentation;

import io.peco4j.datasets.names.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a list of classes in columns: as tabs divide it, or else as blanks, commas, semicolons or a colon set a
 * number before the name and a colour behind it apart.
 *
 * @param place of the line, from 1 on
 * @param tabs whether tabs divide it
 * @param cells perhaps a number, a name, and what else there is
 */
record ClassRow(int place, boolean tabs, List<String> cells) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})[\\s,;:]+(\\S.*)");
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String COLOUR = "(#[0-9a-fA-F]{6}|" + BYTE + "[\\s,;]+" + BYTE + "[\\s,;]+" + BYTE + ")";
    private static final Pattern COLOUR_ALONE = Pattern.compile(COLOUR);
    private static final Pattern COLOURED = Pattern.compile("(.*?[^\\s,;])[\\s,;]+" + COLOUR + "[\\s,;]*");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

    ClassRow {
        cells = List.copyOf(cells);
    }

    /** The lines that are not empty, without a first one that names the columns. */
    static List<ClassRow> of(List<String> lines) {
        List<ClassRow> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    i == 0 && lines.get(0).startsWith("\ufeff") ? lines.get(0).substring(1) : lines.get(i);
            if (!line.isBlank() && !(rows.isEmpty() && HeaderLine.is(line))) {
                boolean tabs = line.indexOf('\t') >= 0;
                rows.add(new ClassRow(i + 1, tabs, tabs ? List.of(line.split("\t", -1)) : List.of(line.strip())));
            }
        }
        if (rows.stream().allMatch(ClassRow::beginsWithColour)) {
            return rows.stream().map(ClassRow::turned).toList();
        }
        // One name that ends with three numbers has no colour: a list has them of all classes.
        boolean coloured = rows.stream()
                .allMatch(row -> row.tabs || COLOURED.matcher(row.cells.get(0)).matches());
        return rows.stream().map(row -> row.tabs ? row : row.divided(coloured)).toList();
    }

    /** As CamVid's own list has it: a colour, a tab, a name. */
    private boolean beginsWithColour() {
        return cells.size() == 2 && COLOUR_ALONE.matcher(cells.get(0).strip()).matches();
    }

    private ClassRow turned() {
        return new ClassRow(place, tabs, List.of(cells.get(1), plain(cells.get(0))));
    }

    private ClassRow divided(boolean coloured) {
        List<String> divided = new ArrayList<>();
        String rest = cells.get(0);
        Matcher colour = COLOURED.matcher(rest);
        boolean hasColour = coloured && colour.matches();
        rest = hasColour ? colour.group(1) : rest;
        Matcher number = NUMBERED.matcher(rest);
        if (number.matches()) {
            divided.add(number.group(1));
            rest = number.group(2);
        }
        Matcher quoted = QUOTED.matcher(rest);
        divided.add(quoted.matches() ? quoted.group(1) : rest);
        if (hasColour) {
            divided.add(plain(colour.group(2)));
        }
        return new ClassRow(place, tabs, divided);
    }

    private static String plain(String colour) {
        return colour.strip().replaceAll("[\\s,;]+", " ");
    }

    /** Whether it begins with a number, and has more. */
    boolean numbered() {
        return cells.size() > 1 && NUMBER.matcher(cells.get(0).strip()).matches();
    }

    /** Whether a name begins with a number, too, which without tabs may be anything: a second number, or a colour. */
    boolean isUnclear() {
        return !tabs && numbered() && NUMBERED.matcher(cells.get(1)).matches();
    }

    /** For a person. */
    String text() {
        return String.join(" ", cells).strip();
    }
}
