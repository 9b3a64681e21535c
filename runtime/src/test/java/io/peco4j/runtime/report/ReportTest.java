package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.task.Score;
import io.peco4j.dsl.Published;
import io.peco4j.nn.picture.Png;
import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void aSectionThatFailsLeavesTheOthers() {
        List<Throwable> failed = new ArrayList<>();
        Section broken = html -> {
            html.open("section").open("table").element("th", "half a table");
            throw new StackOverflowError();
        };
        Section whole = html -> html.element("p", "the next section");
        String page =
                HtmlReport.of("title", List.of(broken, whole), failed::add).html();

        assertThat(page).contains("A part of the report could not be made: StackOverflowError", "the next section");
        assertThat(page).doesNotContain("half a table");
        assertThat(failed).hasSize(1);
    }

    @Test
    void thePageTellsWhatTheRecordHolds() throws Exception {
        RunRecord run = Studies.perceptualAgainstPixel();
        Path artifact = Files.createDirectories(folder.resolve(Studies.key("pixel", 0)));
        Files.write(
                artifact.resolve("originals.png"),
                Png.of(new RgbImage(2, 1, new byte[6])).bytes());
        Report report = new Report(run, folder::resolve);
        report.write(folder.resolve("run"));

        String page = Files.readString(folder.resolve("run").resolve(Report.PAGE));
        assertThat(page)
                .contains("perceptual-vs-pixel", report.verdict(), "5.41\u202fM", "3b1f6a0c9d8e7f6a", "12\u202f000")
                .contains("The picture reconstructions.png is missing.")
                .contains("ratio = 0.4");
        Document document = parsed(page);
        assertThat(document.getElementsByTagName("img").getLength()).isEqualTo(1);
        // Backbone 1, tokenizer 3, pretraining 1, tasks 2; learning rate and gradient norm for each of the five groups.
        assertThat(elements(document, "figure", "chart")).isEqualTo(7 + 2 * 5);
    }

    @Test
    void tablesOfTasksAreFoldedAwayAndWrittenForEverySeed() throws Exception {
        RunRecord run = Studies.perceptualAgainstPixel();
        new Report(run, folder::resolve).write(folder);

        List<Path> tables;
        try (Stream<Path> files = Files.list(folder.resolve(Report.TABLES))) {
            tables = files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        assertThat(tables)
                .hasSize((int) run.stages().stream()
                        .filter(stage -> stage.stage().component().equals("classification"))
                        .count())
                .allSatisfy(table ->
                        assertThat(table).hasContent("class,accuracy (%)\r\n\"tabby, cat\",81.25\r\nunseen,\r\n"));
        assertThat(tables.get(0).getFileName()).hasToString("task-perceptual+beit+classification-seed-0-classes.csv");
        assertThat(elements(parsed(Files.readString(folder.resolve(Report.PAGE))), "td", "number"))
                .isGreaterThanOrEqualTo(4);
        assertThat(Files.readString(folder.resolve(Report.PAGE)))
                .contains("<summary>Classes</summary>", "tabby, cat", "81.3");
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNoScriptRuns() {
        String page = new Report(Studies.perceptualAgainstPixel(), folder::resolve).html();
        Matcher addresses = Pattern.compile("(?:src|href)=\"(?!data:)|url\\(|@import|<script|https?:")
                .matcher(page);
        assertThat(addresses.find()).isFalse();
        assertThat(page).contains("default-src &#39;none&#39;");
    }

    @Test
    void namesAreTextWhateverIsInThem() throws Exception {
        String evil = "</title><script>alert('1')</script>\" onload=\"x & \u0000";
        RunRecord run = new RunRecord(
                evil,
                evil,
                evil,
                evil,
                1,
                List.of(),
                List.of(),
                List.of(new Cell(Map.of(evil, evil), evil, 0, evil, List.of(Score.percent(evil, Double.NaN)))),
                List.of(evil),
                List.of(Published.in(evil)
                        .on(evil)
                        .measure(evil)
                        .figure(evil, 1)
                        .order(evil)
                        .note(evil)),
                List.of(new DataRecord(evil, evil, evil, List.of(evil))));
        String page = new Report(run, folder::resolve).html();
        assertThat(page).doesNotContain("<script").doesNotContain("\u0000").contains("&lt;script&gt;");
        assertThat(parsed(page).getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo(evil.replace('\u0000', '\ufffd'));
    }

    @Test
    void aPictureOutsideTheArtifactIsNotShown() throws IOException {
        Files.write(
                folder.resolve("secret.png"),
                Png.of(new RgbImage(1, 1, new byte[3])).bytes());
        RunRecord run = Studies.perceptualAgainstPixel();
        Artifacts artifacts = folder.resolve("store")::resolve;
        var stage = run.stages().get(0);
        assertThat(artifacts.picture(
                        stage, new io.peco4j.runtime.record.StageRecord.PictureRecord("", "", "../../secret.png")))
                .isEmpty();
    }

    @Test
    void anEmptyRunMakesAPageToo() throws Exception {
        RunRecord run = new RunRecord(
                "empty",
                "",
                "",
                "",
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of("stage x: no space"),
                List.of(),
                List.of());
        assertThat(parsed(new Report(run, folder::resolve).html())
                        .getDocumentElement()
                        .getTextContent())
                .contains("No task has a result.", "stage x: no space");
    }

    /** The page as XML: all elements are closed, all text is escaped. */
    private static Document parsed(String page) throws Exception {
        String xml =
                page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<((?:meta|link|img|input)\\b[^>]*)>", "<$1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static long elements(Document document, String tag, String type) {
        NodeList nodes = document.getElementsByTagName(tag);
        long count = 0;
        for (int i = 0; i < nodes.getLength(); i++) {
            var attribute = nodes.item(i).getAttributes().getNamedItem("class");
            count += attribute != null && attribute.getTextContent().equals(type) ? 1 : 0;
        }
        return count;
    }
}
