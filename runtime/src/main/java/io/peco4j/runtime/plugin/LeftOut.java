package io.peco4j.runtime.plugin;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;

/**
 * A component that its plugin registers and that cannot be used, while the plugin's others can.
 *
 * @param problem names it, and what is wrong with it
 */
public record LeftOut(ComponentKind kind, ComponentId id, Problem problem) {}
