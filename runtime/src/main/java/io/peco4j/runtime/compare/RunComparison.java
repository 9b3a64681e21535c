package io.peco4j.runtime.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two runs beside each other.
 *
 * @param study what their studies have otherwise, by key
 * @param conditions what they were made with otherwise, as the first finished stage of each says
 * @param results what both have a result for
 */
public record RunComparison(List<Change> study, List<Change> conditions, List<SharedResult> results) {
    private static final String NONE = "(none)";

    public RunComparison {
        study = List.copyOf(study);
        conditions = List.copyOf(conditions);
        results = List.copyOf(results);
    }

    /** The comparison of two runs, whatever their studies. */
    public static RunComparison of(RunRecord first, RunRecord second) {
        Optional<Provenance> before = provenance(first);
        Optional<Provenance> after = provenance(second);
        return new RunComparison(
                options(first.text(), second.text()),
                before.isPresent() && after.isPresent() ? Change.between(before.get(), after.get()) : List.of(),
                SharedResult.of(first, second));
    }

    private static Optional<Provenance> provenance(RunRecord run) {
        return run.stages().stream().map(StageRecord::provenance).findFirst();
    }

    private static List<Change> options(String first, String second) {
        Map<String, String> before = flat(first);
        Map<String, String> after = flat(second);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            String old = before.getOrDefault(key, NONE);
            String now = after.getOrDefault(key, NONE);
            if (!old.equals(now)) {
                changes.add(new Change(key, old, now));
            }
        }
        return changes;
    }

    private static Map<String, String> flat(String text) {
        Config study = ConfigFactory.parseString(text);
        Map<String, String> flat = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : study.entrySet()) {
            flat.put(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise()));
        }
        return flat;
    }
}
