package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.text.Figures;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What each stage took: time, throughput, parameters, operations. */
record CostSection(RunRecord run) implements Section {
    private static final List<String> HEADS = List.of("time", "images/s", "parameters", "steps", "TFLOP");

    @Override
    public void write(Html html) {
        if (run.stages().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Cost");
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        html.element("th", "stage", "scope", "col");
        HEADS.forEach(head -> html.element("th", head, "scope", "col", "class", "number"));
        html.element("th", "state", "scope", "col").close().close().open("tbody");
        Map<StageGroup, RelativeCost> relative = RelativeCost.of(run.stages());
        Set<String> reused = Set.copyOf(run.reused());
        StageGroup.of(run.stages())
                .forEach(group -> row(html, group, Optional.ofNullable(relative.get(group)), reused));
        html.close().open("tfoot").open("tr");
        html.element("th", "all stages", "scope", "row");
        html.element("td", Figures.duration(sum(run.stages(), StageRecord::seconds)), "class", "number");
        html.open("td").close().open("td").close().open("td").close();
        html.element("td", tera(sum(run.stages(), StageRecord::flops)), "class", "number");
        html.open("td").close();
        html.close().close().close().close();
        html.element("p", note(relative.values()), "class", "quiet");
        html.close();
    }

    private static void row(Html html, StageGroup group, Optional<RelativeCost> relative, Set<String> found) {
        List<StageRecord> seeds = group.seeds();
        double seconds = sum(seeds, StageRecord::seconds);
        double images = sum(seeds, StageRecord::images);
        html.open("tr").open("th", "scope", "row").text(group.name());
        html.element("span", group.kind() + ", " + group.component(), "class", "quiet")
                .close();
        number(html, Figures.duration(seconds), relative.flatMap(RelativeCost::seconds));
        number(
                html,
                images > 0 && seconds > 0 ? Figures.number(Math.round(images / seconds * 10) / 10.0) : "–",
                relative.flatMap(RelativeCost::imagesPerSecond));
        number(html, counted(seeds.get(0).parameters()), Optional.empty());
        number(html, counted(seeds.get(0).steps()), Optional.empty());
        number(
                html,
                tera(sum(seeds, StageRecord::flops)),
                relative.flatMap(RelativeCost::flopsPerImage).map(ratio -> ratio + " per image"));
        long reused = seeds.stream()
                .filter(stage -> found.contains(stage.stage().key()))
                .count();
        html.open("td");
        if (reused > 0) {
            String all = reused == seeds.size() ? "reused" : reused + " of " + seeds.size() + " reused";
            html.element("span", all, "class", "chip");
        }
        html.close().close();
    }

    /** A figure, and beneath it what it is beside the baseline's. */
    private static void number(Html html, String text, Optional<String> beside) {
        html.open("td", "class", "number").text(text);
        beside.ifPresent(ratio -> html.element("span", ratio, "class", "quiet"));
        html.close();
    }

    private static String counted(long count) {
        return count == 0 ? "–" : Figures.count(count);
    }

    private static String tera(double flops) {
        return flops > 0 ? Figures.number(flops / 1e12) : "–";
    }

    private String note(Collection<RelativeCost> relative) {
        boolean several = StageGroup.of(run.stages()).stream()
                .anyMatch(group -> group.seeds().size() > 1);
        return (several ? "Time and operations are sums over the seeds. " : "")
                + baselines(relative)
                + "This run took " + Figures.duration(run.seconds()) + "."
                + (run.reused().isEmpty()
                        ? ""
                        : " Reused stages were finished before; their time is that of their own run.");
    }

    private static String baselines(Collection<RelativeCost> relative) {
        String names = relative.stream()
                .map(RelativeCost::baseline)
                .distinct()
                .map(baseline -> baseline.kind() + " " + baseline.name())
                .collect(Collectors.joining(" and of the "));
        return names.isEmpty() ? "" : "The multiples (×) are of the " + names + ". ";
    }

    private static double sum(List<StageRecord> stages, ToDoubleFunction<StageRecord> figure) {
        return stages.stream().mapToDouble(figure).sum();
    }
}
