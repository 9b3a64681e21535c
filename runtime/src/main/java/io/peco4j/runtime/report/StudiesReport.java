package io.peco4j.runtime.report;

import io.peco4j.runtime.record.WholeFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several runs on one page: a table of contents, one legend, and a part for each run, in the order given. It loads
 * nothing from elsewhere and runs no script.
 */
public final class StudiesReport {
    private final List<Report> runs;

    /** A page of these runs, at least one. */
    public StudiesReport(List<Report> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * Writes the page, and makes its folder if it is absent.
     *
     * @return what sections threw that could not be made; the page says so and has all others
     * @throws UncheckedIOException if the file cannot be written
     */
    public List<Throwable> write(Path file) {
        List<Throwable> failed = new ArrayList<>();
        WholeFile.write(file, html(failed::add));
        return failed;
    }

    private String html(Consumer<Throwable> failed) {
        List<Section> sections = new ArrayList<>();
        sections.add(this::contents);
        sections.add(Legend::all);
        for (int i = 0; i < runs.size(); i++) {
            String id = id(i);
            Report run = runs.get(i);
            sections.add(html -> html.lower(1).open("article", "id", id, "aria-label", run.study()));
            sections.addAll(run.sections(Legend.ONCE));
            sections.add(html -> html.close().lower(0));
        }
        return HtmlReport.of(title(), sections, failed).html();
    }

    private void contents(Html html) {
        html.open("header").element("p", "peco4j studies", "class", "eyebrow").element("h1", title());
        html.open("nav", "aria-label", "Contents").open("ol", "class", "contents");
        for (int i = 0; i < runs.size(); i++) {
            Report run = runs.get(i);
            html.open("li").element("a", run.study(), "href", "#" + id(i));
            run.controlVerdicts().forEach(sentence -> html.element("span", " " + sentence, "class", "quiet"));
            html.element("span", " " + run.verdict(), "class", "quiet").close();
        }
        html.close().close().close();
    }

    private String title() {
        return runs.size() == 1 ? runs.get(0).study() : runs.size() + " studies";
    }

    private static String id(int place) {
        return "study-" + (place + 1);
    }
}
