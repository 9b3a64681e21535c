package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader without eyes, without colours or with several studies gets from the page. */
final class PageTest {
    private static final RunRecord RUN = Studies.perceptualAgainstPixel();

    @TempDir
    private Path folder;

    @Test
    void everyHeaderSaysWhatItHeadsAndEveryPictureWhatItShows() {
        String page = page(RUN);
        assertThat(found(page, "<th\\b(?![^>]*scope=)[^>]*>")).isZero();
        assertThat(found(page, "<th\\b[^>]*></th>")).isZero();
        assertThat(found(page, "<svg\\b(?![^>]*aria-label=\"[^\"]{9,}\")[^>]*>"))
                .isZero();
        assertThat(found(page, "<img\\b(?![^>]*alt=\"[^\"]+\")[^>]*>")).isZero();
        // Each chart of curves has its figures beneath; each curve among several has a switch.
        int charts = found(page, "<figure class=\"chart\">");
        assertThat(charts).isPositive();
        assertThat(found(page, "<details class=\"values\">")).isEqualTo(charts);
        assertThat(page)
                .contains("<input type=\"checkbox\" checked=\"checked\" class=\"k1\">", "<g class=\"c1 k1\">")
                .contains(".chart:has(input.k1:not(:checked)) g.k1");
    }

    @Test
    void publishedAndMeasuredShareAnAxisIfTheyShareAUnit() {
        assertThat(page(RUN))
                .contains("Published and measured", "measured here, with its 95 % interval")
                .contains("Published and measured, %. pixel: published 82.4, measured 45.0 (44.1 to 46.0)")
                .doesNotContain("Measured here, ");
        String other = page(with(Published.in("a paper")
                .measure("box AP")
                .on("linear-probe")
                .figure("pixel", 40)
                .figure("perceptual", 42)));
        assertThat(other)
                .contains("Published, box AP. pixel: published 40; perceptual: published 42")
                .contains("Measured here, linear-probe: top-1, % ↑. pixel: measured 45.0 (")
                .doesNotContain("Published and measured");
        // One published figure alone is no comparison; the measured ones still are.
        String one = page(with(Published.in("a paper")
                .measure("box AP")
                .on("linear-probe")
                .figure("pixel", 40)
                .order("pixel < perceptual")));
        assertThat(one).contains("Measured here, ").doesNotContain("Published, box AP.");
    }

    @Test
    void severalStudiesShareOnePageOneLegendAndOneTableOfContents() throws Exception {
        Path file = folder.resolve("pages/all.html");
        Report report = new Report(RUN, folder::resolve);
        assertThat(new StudiesReport(List.of(report, report)).write(file)).isEmpty();
        String page = Files.readString(file);
        assertThat(found(page, "<h1>")).isEqualTo(1);
        assertThat(page).contains("<h1>2 studies</h1>", "<h2>perceptual-vs-pixel</h2>", "<h3>Results</h3>");
        for (String id : List.of("study-1", "study-2")) {
            assertThat(page).contains("href=\"#" + id + "\"", "<article id=\"" + id + "\"");
        }
        assertThat(found(page, "The thick line is the mean over the seeds")).isEqualTo(1);
        assertThat(found(page, "Even without any real difference")).isEqualTo(1);
        assertThat(found(page, "Published figures were measured on other data")).isEqualTo(1);
    }

    private String page(RunRecord run) {
        return new Report(run, folder::resolve).html();
    }

    private static RunRecord with(Published published) {
        return new RunRecord(
                RUN.study(),
                RUN.text(),
                RUN.command(),
                RUN.started(),
                RUN.seconds(),
                RUN.stages(),
                RUN.reused(),
                RUN.cells(),
                RUN.failures(),
                List.of(published),
                RUN.data());
    }

    private static int found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
