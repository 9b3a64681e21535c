package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.text.Figures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What was compared, the verdict, and what failed. */
record HeaderSection(RunRecord run, Comparison comparison) implements Section {

    @Override
    public void write(Html html) {
        html.open("header").element("p", "peco4j study", "class", "eyebrow");
        html.element("h1", run.study());
        List<String> control = ControlVerdict.of(run, comparison);
        control.forEach(sentence -> html.element("p", sentence, "class", "verdict"));
        html.element("p", ResultsVerdict.of(comparison), "class", control.isEmpty() ? "verdict" : "");
        SeedsVerdict.of(run, comparison).ifPresent(sentence -> html.element("p", sentence));
        html.element("p", facts(), "class", "quiet").close();
        if (!run.failures().isEmpty()) {
            html.open("section", "class", "failures");
            html.element(
                    "h2",
                    run.failures().size() == 1 ? "One failure" : run.failures().size() + " failures");
            html.open("ul");
            run.failures().forEach(failure -> html.element("li", failure));
            html.close().close();
        }
        if (comparison.choices().isEmpty() && comparison.main().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "What was compared").open("dl", "class", "compared");
        comparison.choices().forEach((axis, choices) -> choices(html, axis, choices));
        fact(html, comparison.main().size() == 1 ? "task" : "tasks", tasks());
        fact(
                html,
                comparison.seeds().size() == 1 ? "seed" : "seeds",
                comparison.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        run.data().forEach(data -> fact(html, data.place(), String.join("; ", data.summary())));
        html.close().close();
    }

    private static void choices(Html html, String axis, List<String> choices) {
        html.element("dt", axis).open("dd").element("strong", choices.get(0));
        if (choices.size() > 1) {
            html.element("span", " the baseline, against ", "class", "quiet inline");
            html.element("strong", String.join(", ", choices.subList(1, choices.size())));
        }
        html.close();
    }

    private static void fact(Html html, String name, String value) {
        html.element("dt", name).element("dd", value);
    }

    private String tasks() {
        return comparison.main().stream()
                .map(column -> column.task() + " (" + column.score() + ")")
                .collect(Collectors.joining(", "));
    }

    private String facts() {
        Set<String> reused = Set.copyOf(run.reused());
        long found = run.stages().stream()
                .filter(stage -> reused.contains(stage.stage().key()))
                .count();
        return date() + " · " + Figures.duration(run.seconds()) + " · "
                + ResultsVerdict.plural(run.stages().size(), "stage")
                + (found > 0 ? ", " + found + " of them reused" : "");
    }

    private String date() {
        try {
            return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .format(Instant.parse(run.started()).atZone(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return run.started();
        }
    }
}
