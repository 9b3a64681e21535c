package io.peco4j.runtime.report;

import io.peco4j.runtime.problem.Obstacle;
import java.util.List;
import java.util.function.Consumer;

/**
 * The frame of the page. Its content security policy lets nothing in: styles and pictures are inside the file, and
 * there is no script.
 *
 * @param title of the window
 * @param sections in order
 * @param sheet style sheet
 * @param failed told what a section threw
 */
record HtmlReport(String title, List<Section> sections, String sheet, Consumer<Throwable> failed) {
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    String html() {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("link", "rel", "icon", "href", "data:,");
        html.element("title", title + " - peco4j").style(sheet).close();
        html.open("body").open("main");
        sections.forEach(section -> write(section, html));
        return html.close().close().close().done();
    }

    /** A section that fails leaves a line that says so, and the others as they are. */
    private void write(Section section, Html html) {
        Html.Mark before = html.mark();
        try {
            section.write(html);
        } catch (RuntimeException | Error e) {
            failed.accept(e);
            html.backTo(before);
            html.open("section", "class", "failures")
                    .element("p", "A part of the report could not be made: " + Obstacle.line(e))
                    .close();
        }
    }
}
