package io.peco4j.runtime.report;

import io.peco4j.runtime.record.StageRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Training curves: a chart for each metric of each kind of stage, all stages of the kind in it. Tasks have charts of
 * their own for each component, because the losses of different tasks cannot be compared.
 */
record CurvesSection(List<StageRecord> stages, Legend legend) implements Section {
    /** Metrics that say little about the result: shown on request. */
    private static final Set<String> SECONDARY = Set.of("learning-rate", "gradient-norm");

    private static final String SEPARATOR = " / ";

    @Override
    public void write(Html html) {
        List<StageRecord> trained = stages.stream()
                .filter(stage -> stage.curves().values().stream().anyMatch(points -> !points.isEmpty()))
                .toList();
        if (trained.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Training curves");
        legend.explain(html, Legend.CURVES);
        List<LineChart> charts = charts(trained);
        draw(
                html,
                charts.stream()
                        .filter(chart -> !SECONDARY.contains(chart.metric()))
                        .toList());
        List<LineChart> secondary = charts.stream()
                .filter(chart -> SECONDARY.contains(chart.metric()))
                .toList();
        if (!secondary.isEmpty()) {
            html.open("details").element("summary", "Learning rates and gradient norms");
            draw(html, secondary);
            html.close();
        }
        html.close();
    }

    private static void draw(Html html, List<LineChart> charts) {
        html.open("div", "class", "charts");
        charts.forEach(chart -> chart.write(html));
        html.close();
    }

    private static List<LineChart> charts(List<StageRecord> trained) {
        Map<String, List<StageGroup>> byHeading = new LinkedHashMap<>();
        for (StageGroup group : StageGroup.of(trained)) {
            String heading =
                    group.kind().equals("task") ? "Task " + group.component() : StageGroup.heading(group.kind());
            byHeading.computeIfAbsent(heading, key -> new ArrayList<>()).add(group);
        }
        List<LineChart> charts = new ArrayList<>();
        byHeading.forEach((heading, groups) -> {
            List<String> names = shortened(groups.stream().map(StageGroup::name).toList());
            Set<String> metrics = new LinkedHashSet<>();
            groups.forEach(group ->
                    group.seeds().forEach(stage -> metrics.addAll(stage.curves().keySet())));
            for (String metric : metrics) {
                List<Curve> curves = curves(names, groups, metric);
                if (curves.stream().anyMatch(curve -> !curve.seeds().isEmpty())) {
                    charts.add(new LineChart(heading, metric, curves));
                }
            }
        });
        return charts;
    }

    private static List<Curve> curves(List<String> names, List<StageGroup> groups, String metric) {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            curves.add(Curve.of(
                    names.get(i),
                    groups.get(i).seeds().stream()
                            .map(stage -> stage.curves().getOrDefault(metric, List.of()))
                            .toList()));
        }
        return curves;
    }

    /** Names without the parts that all of them have in common at their place, such as {@code beit}. */
    static List<String> shortened(List<String> names) {
        List<List<String>> parts =
                names.stream().map(name -> List.of(name.split(SEPARATOR, -1))).toList();
        int size = parts.get(0).size();
        if (names.size() < 2 || parts.stream().anyMatch(each -> each.size() != size)) {
            return names;
        }
        int[] differing = IntStream.range(0, size)
                .filter(place -> parts.stream()
                                .map(each -> each.get(place))
                                .distinct()
                                .limit(2)
                                .count()
                        > 1)
                .toArray();
        return parts.stream()
                .map(each -> Arrays.stream(differing).mapToObj(each::get).collect(Collectors.joining(SEPARATOR)))
                .toList();
    }
}
