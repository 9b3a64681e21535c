package io.peco4j.runtime.plan;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.dsl.Study;
import io.peco4j.nn.Kernel;
import io.peco4j.runtime.content.Code;
import io.peco4j.runtime.engine.EngineSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What computes every stage, whatever its component: the code of peco4j that components are made of and trained by, and
 * the tensor engine. Equal builds are equal wherever they are installed.
 *
 * @param peco4j the version of a release; of a snapshot, the version and a hash of the code of {@code api}, {@code nn}
 *     and {@code runtime}
 * @param engine versions of DJL and libtorch
 */
public record Host(String peco4j, String engine) {

    /**
     * The host of this process.
     *
     * @param digests of jars and classes
     */
    public static Host of(EngineSession engine, ContentDigests digests) {
        Map<String, Code> modules = new LinkedHashMap<>();
        modules.put("api", Code.of(ApiLevel.class));
        modules.put("dsl", Code.of(Study.class));
        modules.put("nn", Code.of(Kernel.class));
        modules.put("runtime", Code.of(Host.class));
        return new Host(identity(modules, digests), engine.versions());
    }

    /** The version that all modules share if they are of one release, else a hash of what each is. */
    static String identity(Map<String, Code> modules, ContentDigests digests) {
        Map<String, String> identities = new LinkedHashMap<>();
        modules.forEach((name, code) -> identities.put(name, code.identity(digests)));
        String first = identities.values().iterator().next();
        if (identities.values().stream().allMatch(first::equals)) {
            return first;
        }
        String version = modules.values().iterator().next().version();
        return (version == null ? "development" : version)
                + "+"
                + StageKey.of(identities.entrySet().stream()
                        .map(module -> module.getKey() + " " + module.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
