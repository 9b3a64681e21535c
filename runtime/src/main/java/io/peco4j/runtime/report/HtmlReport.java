package io.peco4j.runtime.report;

import io.peco4j.api.data.Sha256;
import io.peco4j.runtime.problem.Obstacle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * The frame of the page. Its content security policy lets nothing in: styles and pictures are inside the file, and
 * there is no script but the one that is given, which may ask nobody but the server that the page came from.
 *
 * @param title of the window
 * @param sections in order
 * @param sheet style sheet
 * @param script of the page; empty if there is none
 * @param failed told what a section threw
 */
record HtmlReport(String title, List<Section> sections, String sheet, String script, Consumer<Throwable> failed) {
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    /** A page without a script, in the program's own style. */
    static HtmlReport of(String title, List<Section> sections, Consumer<Throwable> failed) {
        return new HtmlReport(title, sections, resource("report.css"), "", failed);
    }

    /** The same with one of the program's scripts. */
    HtmlReport with(String resource) {
        return new HtmlReport(title, sections, sheet, resource(resource), failed);
    }

    String html() {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", policy());
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("link", "rel", "icon", "href", "data:,");
        html.element("title", title + " - peco4j").style(sheet).close();
        html.open("body").open("main");
        sections.forEach(section -> write(section, html));
        html.close();
        if (!script.isEmpty()) {
            html.script(script);
        }
        return html.close().close().done();
    }

    private String policy() {
        if (script.isEmpty()) {
            return POLICY;
        }
        byte[] hash = Sha256.of(script);
        return POLICY + "; script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'; connect-src 'self'";
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

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
