package io.peco4j.runtime.plan;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.plugin.Registry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans of studies with the components of {@link Parts}. */
final class Plans {
    static final Host HOST = new Host("1.0", "engine 1");

    private static final Registry REGISTRY = Registry.of(List.of(new Parts()));

    private Plans() {}

    static Plan plan(String study, Host host, Precision precision, ContentDigests digests) {
        return new Planner(REGISTRY, host, digests).plan(StudyFile.read(ConfigFactory.parseString(study)), precision);
    }

    static Plan plan(String study, ContentDigests digests) {
        return plan(study, HOST, Precision.FLOAT32, digests);
    }

    /** By kind and component, the keys of a study of one seed. */
    static Map<String, String> keys(String study, Host host, Precision precision, ContentDigests digests) {
        return plan(study, host, precision, digests).stages().stream()
                .collect(Collectors.toMap(
                        stage -> stage.info().kind() + " " + stage.info().component(),
                        Stage::key,
                        (one, other) -> one + other,
                        TreeMap::new));
    }

    static Map<String, String> keys(String study, ContentDigests digests) {
        return keys(study, HOST, Precision.FLOAT32, digests);
    }
}
