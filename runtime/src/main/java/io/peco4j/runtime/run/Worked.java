package io.peco4j.runtime.run;

import io.peco4j.runtime.event.StageInfo;

/**
 * What stages share if one tells how long another takes.
 *
 * @param kind of the component
 * @param component its id
 * @param trains whether they train
 */
record Worked(String kind, String component, boolean trains) {
    static Worked in(StageInfo stage, boolean trains) {
        return new Worked(stage.kind(), stage.component(), trains);
    }
}
