package io.peco4j.runtime.report;

import io.peco4j.api.task.Table;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageFiles;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.WholeFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A run as a page and tables, made from its record and the pictures of its artifacts alone. */
public final class Report {
    /** The page. */
    public static final String PAGE = "report.html";

    /** All scores for programs: mean, deviation and number of seeds. */
    public static final String CSV = "table.csv";

    /** The main scores to paste into a text. */
    public static final String MARKDOWN = "table.md";

    /** The folder of the tables that tasks give, a CSV file each, and of the main tables in LaTeX. */
    public static final String TABLES = "tables";

    private final RunRecord run;
    private final Comparison comparison;
    private final List<PaperComparison> papers;
    private final Artifacts artifacts;

    /** A report on the run, with the pictures that are there; absent ones are named on the page. */
    public Report(RunRecord run, Artifacts artifacts) {
        this.run = run;
        this.comparison = Comparison.of(run);
        this.papers = run.published().stream()
                .map(published -> new PaperComparison(published, run.cells(), comparison))
                .toList();
        this.artifacts = artifacts;
    }

    /**
     * Writes {@link #PAGE}, {@link #CSV}, {@link #MARKDOWN} and {@link #TABLES} into the folder and makes it if it is
     * absent. A section that cannot be made says so on the page, which has all others.
     *
     * @return what such sections threw
     * @throws UncheckedIOException if a file cannot be written
     */
    public List<Throwable> write(Path folder) {
        List<Throwable> failed = new ArrayList<>();
        WholeFile.write(folder.resolve(PAGE), html(failed::add));
        WholeFile.write(folder.resolve(CSV), PlainTables.csv(comparison));
        Path tables = folder.resolve(TABLES);
        for (StageRecord stage : run.stages()) {
            for (Table table : stage.tables()) {
                String name = StageFiles.csv(stage.stage(), table.title());
                WholeFile.write(tables.resolve(name), PlainTables.csv(table));
            }
        }
        LatexTables.of(comparison, papers).forEach((name, text) -> WholeFile.write(tables.resolve(name), text));
        WholeFile.write(folder.resolve(MARKDOWN), table());
        return failed;
    }

    /** What beats the control, in a sentence for each main score: read it before {@link #verdict}. */
    public List<String> controlVerdicts() {
        return ControlVerdict.of(run, comparison);
    }

    /** The outcome of the run, in one sentence. */
    public String verdict() {
        return ResultsVerdict.of(comparison);
    }

    /** Whether the order is as published, in one sentence for each published result; empty if the study has none. */
    public List<String> paperVerdicts() {
        return papers.stream().map(PaperVerdict::of).toList();
    }

    /** The main scores as a Markdown table, with the verdicts below. */
    public String table() {
        List<String> first = new ArrayList<>(controlVerdicts());
        SeedsVerdict.of(run, comparison).ifPresent(first::add);
        return PlainTables.markdown(comparison, papers, first);
    }

    /** The page: one HTML document that loads nothing from elsewhere and runs no script. */
    public String html() {
        return html(failed -> {});
    }

    private String html(Consumer<Throwable> failed) {
        return HtmlReport.of(run.study(), sections(Legend.WITH_EACH_SECTION), failed)
                .html();
    }

    /** The study's name. */
    String study() {
        return run.study();
    }

    /** The parts of the page, the header first. */
    List<Section> sections(Legend legend) {
        List<Section> sections = new ArrayList<>();
        sections.add(new HeaderSection(run, comparison));
        sections.add(new ResultsSection(comparison, legend));
        papers.forEach(paper -> sections.add(new PaperSection(paper, legend)));
        StageGroup.byKind(run.stages())
                .forEach((kind, groups) -> sections.add(new PicturesSection(kind, groups, artifacts)));
        sections.add(new CurvesSection(run.stages(), legend));
        sections.add(new CostSection(run));
        sections.add(new RecordSection(run));
        return sections;
    }
}
