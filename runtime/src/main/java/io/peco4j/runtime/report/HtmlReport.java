package io.peco4j.runtime.report;

import java.util.List;

/**
 * The frame of the page. Its content security policy lets nothing in: styles and pictures are inside the file, and there
 * is no script.
 *
 * @param title of the window
 * @param sections in order
 * @param sheet style sheet
 */
record HtmlReport(String title, List<Section> sections, String sheet) {
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
        sections.forEach(section -> section.write(html));
        return html.close().close().close().done();
    }
}
