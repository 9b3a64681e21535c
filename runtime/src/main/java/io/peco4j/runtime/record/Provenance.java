package io.peco4j.runtime.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where and with what something was made.
 *
 * @param time ISO 8601, UTC
 * @param peco4j version; of a snapshot, with a hash of its code
 * @param java version and vendor
 * @param system operating system, architecture and, where it is known, the model of the processor
 * @param engine versions of DJL and libtorch
 * @param threads of the engine
 * @param precision float32 or bfloat16
 * @param data fingerprint of the data set; of a stage, the one that it read
 * @param plugins by plugin name: version and SHA-256 of its jar
 */
public record Provenance(
        String time,
        String peco4j,
        String java,
        String system,
        String engine,
        int threads,
        String precision,
        String data,
        Map<String, String> plugins) {
    public Provenance {
        plugins = Collections.unmodifiableMap(new LinkedHashMap<>(plugins));
    }

    /** Whether the machine, the engine, its threads and the precision are the same, and so, nearly, the speed. */
    public boolean sameConditions(Provenance other) {
        return system.equals(other.system)
                && engine.equals(other.engine)
                && threads == other.threads
                && precision.equals(other.precision);
    }

    /** The same of something that reads another data set. */
    public Provenance reading(String fingerprint) {
        return new Provenance(time, peco4j, java, system, engine, threads, precision, fingerprint, plugins);
    }
}
