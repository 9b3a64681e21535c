package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.runtime.plugin.Entry;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a stage's options say, as its record has them, beside what its key is computed from. */
public final class StageOptions {
    private static final String FILES = "files";
    private static final String LEARNS_FROM = "learns-from";
    private static final String LABELS = "labels";

    /** Clips are read for their frames as well. */
    private static final Set<Class<? extends Example>> LABELLED =
            Set.of(Example.Labelled.class, Example.Segmented.class, Example.Detected.class);

    private StageOptions() {}

    /**
     * The options with what a reader of the record is to know.
     *
     * @param files digests of the files that the options name, by path
     */
    static String of(Config options, Entry entry, Map<String, String> files) {
        Config told = options;
        if (!files.isEmpty()) {
            told = told.withValue(FILES, ConfigValueFactory.fromMap(files));
        }
        if (readsLabels(entry)) {
            told = told.withValue(LEARNS_FROM, ConfigValueFactory.fromAnyRef(LABELS));
        }
        return StageKey.render(told);
    }

    private static boolean readsLabels(Entry entry) {
        Reads reads = entry.registration().implementation().getAnnotation(Reads.class);
        return entry.registration().kind() == ComponentKind.PRETRAINING
                && reads != null
                && LABELLED.containsAll(List.of(reads.value()));
    }

    /** Whether the options of a record are of a framework that learns from labels; early records do not say so. */
    public static boolean learnFromLabels(String options) {
        try {
            Config told = ConfigFactory.parseString(options);
            return told.hasPath(LEARNS_FROM) && told.getString(LEARNS_FROM).equals(LABELS);
        } catch (ConfigException e) {
            return false;
        }
    }
}
