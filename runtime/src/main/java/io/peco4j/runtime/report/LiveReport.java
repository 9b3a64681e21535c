package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of a run that goes on, as a page that renews itself: its only script asks the server that it came from for
 * {@code state}, an object with {@code version} and {@code now}, and loads the page anew when the version is another.
 * Without scripts, the page is loaded anew every few seconds.
 */
public final class LiveReport {
    private final RunRecord run;
    private final Artifacts artifacts;

    /** A page of what is finished so far. */
    public LiveReport(RunRecord run, Artifacts artifacts) {
        this.run = run;
        this.artifacts = artifacts;
    }

    /**
     * The page.
     *
     * @param version of what is finished
     * @param now what happens at the moment, in words
     */
    public String html(String version, String now) {
        List<Section> sections = new ArrayList<>();
        sections.add(html -> {
            html.open("noscript");
            html.open("meta", "http-equiv", "refresh", "content", "5").close();
            html.element("p", now, "id", "now", "class", "now", "role", "status", "data-version", version);
        });
        sections.addAll(new Report(run, artifacts).sections(Legend.WITH_EACH_SECTION));
        return HtmlReport.of(run.study(), sections, failed -> {})
                .with("live.js")
                .html();
    }
}
