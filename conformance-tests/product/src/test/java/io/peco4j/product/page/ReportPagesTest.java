package io.peco4j.product.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import io.peco4j.runtime.report.StudiesReport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reports in a headless Chromium. Pictures of them are in {@code target/pages}, for people to look at. Skipped where
 * there is no Chromium: Debian's package {@code chromium} has one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportPagesTest {
    private static final Path PICTURES = Path.of("target/pages");

    private Path folder;
    private Chromium browser;
    private URI one;
    private URI several;

    @BeforeAll
    void open(@TempDir Path shared) throws Exception {
        folder = shared;
        Optional<Path> program = Chromium.program();
        Assumptions.assumeTrue(program.isPresent(), "no Chromium on this machine: pages are not tried in a browser");
        browser = Chromium.start(program.orElseThrow(), folder.resolve("profile"));
        RunRecord run = RecordedRuns.of(3, 3, folder.resolve("store"));
        Report report = new Report(run, folder.resolve("store")::resolve);
        report.write(folder.resolve("run"));
        one = folder.resolve("run").resolve(Report.PAGE).toUri();
        Path all = folder.resolve("all.html");
        Report pair = new Report(RecordedRuns.of(2, 2, folder.resolve("other")), folder.resolve("other")::resolve);
        new StudiesReport(List.of(report, pair)).write(all);
        several = all.toUri();
    }

    @AfterAll
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "768, light", "768, dark", "1440, light", "1440, dark"})
    void pagesComplainOfNothingAskForNothingAndFit(int width, String scheme) throws Exception {
        for (URI page : List.of(one, several)) {
            Watched watched = Watched.load(browser, page, width, scheme);
            if (page.equals(one) || width == 768) {
                String name = (page.equals(one) ? "one-" : "several-") + width + "-" + scheme + ".png";
                watched.picture(PICTURES.resolve(name));
            }
            assertThat(watched.complaints()).isEmpty();
            assertThat(watched.requests()).isEmpty();
            assertThat(watched.overflow()).isZero();
            String ground = browser.evaluate("getComputedStyle(document.body).backgroundColor");
            assertThat(ground).isEqualTo(scheme.equals("light") ? "rgb(255, 255, 255)" : "rgb(20, 23, 27)");
        }
    }

    @Test
    void whatIsWrongIsSeen() throws Exception {
        Path bad = folder.resolve("bad.html");
        Files.writeString(bad, """
                <!DOCTYPE html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"></head><body>
                <img src="elsewhere.png"><div style="width: 3000px">wide</div>
                <script>console.error('a complaint'); missing();</script></body></html>
                """);
        Watched watched = Watched.load(browser, bad.toUri(), 768, "light");
        assertThat(watched.complaints())
                .anyMatch(text -> text.contains("a complaint"))
                .anyMatch(text -> text.contains("missing is not defined"))
                .anyMatch(text -> text.contains("ERR_FILE_NOT_FOUND"));
        assertThat(watched.requests()).singleElement().asString().endsWith("elsewhere.png");
        assertThat(watched.overflow()).isGreaterThan(2000);
    }

    @Test
    void curvesAreSwitchedAndPicturesOpenByStyleAlone() throws Exception {
        Watched.load(browser, one, 1440, "light");
        assertThat(browser.evaluate("String(document.scripts.length)")).isEqualTo("0");
        String line = "getComputedStyle(document.querySelector('.chart g.k1')).display";
        assertThat(browser.evaluate(line)).isEqualTo("inline");
        browser.evaluate("document.querySelector('.chart input.k1').click(), ''");
        assertThat(browser.evaluate(line)).isEqualTo("none");
        // The same line of the other charts stays.
        assertThat(browser.evaluate("getComputedStyle(document.querySelectorAll('.chart g.k1')[1]).display"))
                .isEqualTo("inline");
        String width = "String(document.querySelector('.own img').getBoundingClientRect().width)";
        assertThat(browser.evaluate(width)).isNotEqualTo("274");
        browser.evaluate("document.querySelector('.own img').click(), ''");
        assertThat(browser.evaluate(width)).isEqualTo("274");
        browser.evaluate("document.querySelector('.own img').click(), ''");
        assertThat(browser.evaluate(width)).isNotEqualTo("274");
    }

    @Test
    void paperShowsEverythingUnfolded() throws Exception {
        Watched watched = Watched.load(browser, one, 768, "dark");
        String hidden = "String([...document.querySelectorAll('details :is(td, pre, dd, path)')]"
                + ".filter(each => !each.checkVisibility({contentVisibilityAuto: true})).length)";
        assertThat(Integer.parseInt(browser.evaluate(hidden))).isPositive();
        browser.evaluate("document.querySelector('.chart input.k1').click(), ''");
        Watched.media(browser, "print", "dark");
        assertThat(browser.evaluate(hidden)).isEqualTo("0");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.chart g.k1')).display"))
                .isEqualTo("inline");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        watched.picture(PICTURES.resolve("print.png"));
    }

    @Test
    void aPageOfTenTokenizersAndFiveSeedsStaysSmall(@TempDir Path large) throws Exception {
        RunRecord run = RecordedRuns.of(10, 5, large.resolve("store"));
        new Report(run, large.resolve("store")::resolve).write(large);
        Path page = large.resolve(Report.PAGE);
        assertThat(Files.size(page)).isLessThan(3_000_000);
        Watched watched = Watched.load(browser, page.toUri(), 1440, "light");
        watched.picture(PICTURES.resolve("ten-tokenizers.png"));
        assertThat(watched.complaints()).isEmpty();
    }
}
