package io.peco4j.runtime.engine;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.LinearMaps;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What DJL reads from system properties when its classes load, for good.
 *
 * <p>Its defaults would look for a cloud machine, ping a server and download native libraries; and they would
 * compile kernels again while they run.
 */
public final class EngineSettings {
    private static final Map<String, String> ALL = Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "ai.djl.pytorch.graph_optimizer", "false");

    private EngineSettings() {}

    /**
     * Sets them, except those that are set already. Called first in the program, before plugins
     * are loaded, since any class of a plugin may touch DJL.
     */
    public static void apply() {
        ALL.forEach(EngineSettings::apply);
    }

    /**
     * Sets how kernels compute linear maps as the processor suggests, unless it is set.
     *
     * @throws InvalidInputException PECO-505 if it is set to nothing known
     */
    static void chooseLinearMaps(Processor processor) {
        apply(LinearMaps.PROPERTY, processor.linearMaps().text());
        try {
            LinearMaps.ofProcess();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-505",
                    "unknown way to compute linear maps: " + System.getProperty(LinearMaps.PROPERTY),
                    "system property " + LinearMaps.PROPERTY,
                    "one of: " + ways()));
        }
    }

    private static String ways() {
        return Arrays.stream(LinearMaps.values()).map(LinearMaps::text).collect(Collectors.joining(", "));
    }

    private static void apply(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
