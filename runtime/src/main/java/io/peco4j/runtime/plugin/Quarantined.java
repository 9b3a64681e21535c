package io.peco4j.runtime.plugin;

import io.peco4j.api.problem.Problem;
import java.util.List;

/**
 * A plugin that is not used, and why. The others are.
 *
 * @param name its file name, or the class of its module
 * @param location folder or jar
 * @param problems at least one
 */
public record Quarantined(String name, String location, List<Problem> problems) {
    public Quarantined {
        problems = List.copyOf(problems);
    }
}
