package io.peco4j.runtime.run;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.LinearMaps;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Plugin;
import io.peco4j.runtime.record.Provenance;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says with what a run is made. */
public final class Provenances {
    private Provenances() {}

    /** The provenance of everything that this process makes for a plan. */
    public static Provenance of(Plan plan, EngineSession engine, Clock clock) {
        Map<String, String> plugins = new TreeMap<>();
        plan.datasets().forEach(data -> plugins.put(data.reader().name(), version(data.reader())));
        plan.stages().stream()
                .flatMap(Provenances::components)
                .map(resolved -> resolved.entry().plugin())
                .forEach(plugin -> plugins.put(plugin.name(), version(plugin)));
        return new Provenance(
                clock.instant().toString(),
                plan.host().peco4j(),
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + processor(),
                engine.versions() + linearMaps(plan),
                engine.threads(),
                plan.precision().name().toLowerCase(Locale.ROOT),
                plan.data().fingerprint(),
                plugins);
    }

    /** Results are equal to the bit on equal processors only. */
    private static String processor() {
        String model = Processor.detect().model();
        return model.isEmpty() ? "" : ", " + model;
    }

    /** The two ways differ in the last bits of float32. */
    private static String linearMaps(Plan plan) {
        return plan.precision() == Precision.FLOAT32 && LinearMaps.ofProcess() == LinearMaps.CONVOLUTION
                ? ", linear maps by convolution"
                : "";
    }

    private static Stream<Resolved> components(Stage stage) {
        return stage.encoder() == null
                ? stage.component().tree()
                : Stream.concat(stage.component().tree(), stage.encoder().tree());
    }

    private static String version(Plugin plugin) {
        return plugin.version() + ", SHA-256 " + plugin.sha256();
    }
}
