package io.peco4j.runtime.plan;

import io.peco4j.api.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What data sets hold, each in one to four lines for a person: its splits and classes, then its own notes. */
public final class DataSummary {
    private static final int LISTED = 3;

    private DataSummary() {}

    /** The lines on all data sets of a plan; each line on one that is not the study's begins with its place. */
    public static List<String> of(Plan plan) {
        return plan.datasets().stream()
                .flatMap(data -> of(data.dataset()).stream()
                        .map(line -> data.place().equals(OpenData.STUDY) ? line : data.place() + ": " + line))
                .toList();
    }

    /** The lines, at least one. */
    public static List<String> of(Dataset data) {
        List<String> lines = new ArrayList<>();
        lines.add(data.splits().stream()
                        .map(split ->
                                split.size() + (split.size() == 1 ? " example in " : " examples in ") + split.name())
                        .collect(Collectors.joining(", "))
                + classes(data.classes()));
        lines.addAll(data.notes());
        return lines;
    }

    private static String classes(List<String> classes) {
        if (classes.isEmpty()) {
            return "; no classes";
        }
        String some = String.join(", ", classes.subList(0, Math.min(LISTED, classes.size())));
        return "; " + classes.size() + (classes.size() == 1 ? " class: " : " classes: ") + some
                + (classes.size() > LISTED ? ", ..." : "");
    }
}
