package io.peco4j.runtime.launch;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Learner;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stages of a component that is never made, and their records. */
final class Graph {
    private static final Resolved COMPONENT = new Resolved(
            Component.of(PretrainingFramework.class, "never"),
            Registry.of(List.of(new Module())).entries().get(0),
            new None(),
            Map.of());

    private Graph() {}

    /** A stage whose key is its name. */
    static Stage stage(String name, @Nullable Stage... parents) {
        return new Stage(
                new StageInfo(name, "pretraining", "never", name, 0),
                COMPONENT,
                "",
                null,
                parents.length > 0 ? parents[0] : null,
                parents.length > 1 ? parents[1] : null,
                Map.of(),
                "data");
    }

    static StageRecord record(Stage stage) {
        Provenance provenance = new Provenance("", "", "", "", "", 1, "float32", "", Map.of());
        return new StageRecord(
                stage.info(),
                "",
                List.of(),
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                provenance,
                List.of());
    }

    record None() {}

    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            pretraining("never", None.class).to(Never.class);
        }
    }

    private static final class Never implements PretrainingFramework {
        @Inject
        Never(None options, NetworkContext context) {
            throw new AssertionError("not to be made");
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }
    }
}
