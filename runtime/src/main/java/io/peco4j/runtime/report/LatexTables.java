package io.peco4j.runtime.report;

import io.peco4j.runtime.report.Difference.Noise;
import io.peco4j.runtime.text.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The main tables in LaTeX, to be read by {@code \input}: a {@code tabular} each, which needs the package
 * {@code booktabs} and an engine that reads UTF-8, as all of today do.
 */
final class LatexTables {
    private static final String NONE = "--";

    private static final String MARK = "\\ensuremath{^*}";

    private LatexTables() {}

    /** By file name: the results, the differences if there are any, and each comparison with a paper. */
    static Map<String, String> of(Comparison comparison, List<PaperComparison> papers) {
        Map<String, String> tables = new LinkedHashMap<>();
        if (!comparison.main().isEmpty()) {
            tables.put("results.tex", results(comparison));
        }
        if (!comparison.differences().isEmpty()) {
            tables.put("differences.tex", differences(comparison.differences()));
        }
        for (int i = 0; i < papers.size(); i++) {
            tables.put("paper-" + (i + 1) + ".tex", paper(papers.get(i)));
        }
        return tables;
    }

    private static String results(Comparison comparison) {
        List<String> head = new ArrayList<>();
        comparison.axes().forEach(axis -> head.add(escaped(axis)));
        comparison.main().forEach(column -> head.add(escaped(column.title())));
        List<List<String>> rows = new ArrayList<>();
        for (Row row : comparison.rows()) {
            List<String> cells = new ArrayList<>();
            comparison.axes().forEach(axis -> cells.add(escaped(row.choices().getOrDefault(axis, "–"))));
            for (Column column : comparison.main()) {
                String value =
                        row.at(column).map(found -> escaped(found.text())).orElse(NONE);
                cells.add(comparison.best(row, column) ? "\\textbf{" + value + "}" : value);
            }
            rows.add(cells);
        }
        return tabular(comparison.axes().size(), head, rows);
    }

    private static String differences(List<Difference> all) {
        List<List<String>> rows = all.stream().map(LatexTables::row).toList();
        return remarks(all)
                + tabular(
                        3,
                        List.of("choice", "against", "task", "difference", escaped("95 % interval"), "could tell"),
                        rows);
    }

    private static List<String> row(Difference difference) {
        double mean = difference.change().mean();
        boolean marked = difference.noise() == Noise.MORE_THAN_THE_NOISE;
        return List.of(
                escaped(difference.choice()),
                escaped(difference.baseline()),
                escaped(difference.column().title()),
                escaped(Figures.fixed(mean, difference.places(mean))) + (marked ? MARK : ""),
                difference.interval().map(LatexTables::escaped).orElse(NONE),
                difference
                        .power()
                        .map(Power::smallest)
                        .map(smallest -> Figures.fixed(smallest, difference.places(smallest)))
                        .map(LatexTables::escaped)
                        .orElse(NONE));
    }

    /** What the table cannot say, in comments before it. */
    private static String remarks(List<Difference> all) {
        StringBuilder remarks = new StringBuilder();
        if (all.stream().anyMatch(each -> each.noise() == Noise.MORE_THAN_THE_NOISE)) {
            remarks.append("% * more than the noise: the interval excludes 0\n");
        }
        all.stream()
                .filter(each -> each.left() > 0)
                .map(each -> each.choice() + " against " + each.baseline() + ", "
                        + each.column().title() + ": " + ResultsVerdict.leftOut(each))
                .forEach(remark -> remarks.append("% ").append(escaped(remark)).append('\n'));
        return remarks.toString();
    }

    private static String paper(PaperComparison paper) {
        String measured =
                paper.column().map(Column::title).orElse(paper.published().task());
        int places = PaperSection.places(paper.published());
        List<List<String>> rows = paper.published().choices().stream()
                .map(choice -> {
                    OptionalDouble value = paper.published().value(choice);
                    Optional<Statistic> found = paper.measured(choice);
                    return List.of(
                            escaped(choice),
                            value.isPresent() ? escaped(Figures.fixed(value.getAsDouble(), places)) : NONE,
                            found.map(each -> escaped(each.text())).orElse(NONE));
                })
                .toList();
        return tabular(
                1,
                List.of(
                        "choice",
                        escaped("published: " + paper.published().source()),
                        escaped("measured here: " + measured)),
                rows);
    }

    /** @param words how many columns have words, which are set flush left; numbers are set flush right */
    private static String tabular(int words, List<String> head, List<List<String>> rows) {
        String columns = String.join("", Collections.nCopies(words, "l"))
                + String.join("", Collections.nCopies(head.size() - words, "r"));
        return "\\begin{tabular}{" + columns + "}\n\\toprule\n" + line(head) + "\\midrule\n"
                + rows.stream().map(LatexTables::line).collect(Collectors.joining())
                + "\\bottomrule\n\\end{tabular}\n";
    }

    /** In braces, so that a line that begins with a bracket is no option of the line break before it. */
    private static String line(List<String> cells) {
        return cells.stream().map(cell -> "{" + cell + "}").collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    /** The text as LaTeX sets it: what it would take for a command stands for itself. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '|' -> out.append("\\textbar{}");
                case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').append((char) c);
                case '±' -> out.append("\\ensuremath{\\pm}");
                case '−' -> out.append("\\ensuremath{-}");
                case '–' -> out.append(NONE);
                case '\u202f' -> out.append("\\,");
                default -> out.appendCodePoint(Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c);
            }
        });
        return out.toString();
    }
}
