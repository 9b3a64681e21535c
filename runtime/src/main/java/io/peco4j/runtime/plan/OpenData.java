package io.peco4j.runtime.plan;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.data.Dataset;
import io.peco4j.runtime.plugin.Plugin;

/**
 * A data set of a study, opened.
 *
 * @param place where the study names it first: {@code data}, or {@code task.flowers.data}
 * @param component its id
 * @param dataset opened
 * @param fingerprint of what it holds
 * @param reader the plugin that it comes from
 */
public record OpenData(String place, ComponentId component, Dataset dataset, String fingerprint, Plugin reader) {
    /** The place of the study's own. */
    public static final String STUDY = "data";

    /** What stages say that read it. */
    StageData reads() {
        return new StageData(place, fingerprint + ", read by " + StageKey.version(reader));
    }
}
