package io.peco4j.runtime.report;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.text.Figures;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a choice costs as a multiple of what the first choice of its kind does.
 *
 * @param baseline the first choice
 * @param group another one
 */
record RelativeCost(StageGroup baseline, StageGroup group) {
    /** For each group that has one: its cost beside the first's. In order. */
    static Map<StageGroup, RelativeCost> of(Collection<StageRecord> stages) {
        Map<StageGroup, RelativeCost> found = new LinkedHashMap<>();
        StageGroup.byKind(stages).forEach((kind, groups) -> {
            if (StageInfo.areCompared(kind)) {
                groups.stream().skip(1).forEach(group -> found.put(group, new RelativeCost(groups.get(0), group)));
            }
        });
        return found;
    }

    /** Seconds of a seed; empty if one is unknown. */
    Optional<String> seconds() {
        return ratio(group -> sum(group, StageRecord::seconds) / group.seeds().size());
    }

    /** Images a second; empty if one is unknown. */
    Optional<String> imagesPerSecond() {
        return ratio(group -> sum(group, StageRecord::images) / sum(group, StageRecord::seconds));
    }

    /** Floating-point operations of an image; empty if one is unknown. */
    Optional<String> flopsPerImage() {
        return ratio(group -> sum(group, StageRecord::flops) / sum(group, StageRecord::images));
    }

    private Optional<String> ratio(ToDoubleFunction<StageGroup> figure) {
        return Figures.times(figure.applyAsDouble(group) / figure.applyAsDouble(baseline));
    }

    private static double sum(StageGroup group, ToDoubleFunction<StageRecord> figure) {
        List<StageRecord> seeds = group.seeds();
        return seeds.stream().mapToDouble(figure).sum();
    }
}
