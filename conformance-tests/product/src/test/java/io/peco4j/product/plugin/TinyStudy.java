package io.peco4j.product.plugin;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import io.peco4j.backbones.BackbonesPlugin;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.StudyFile;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A stranger's component in a study of its own, as a reader of the documentation would run it. */
final class TinyStudy {
    private TinyStudy() {}

    /** The bundled components, and those of a plugin in a jar. */
    static Registry registry(Path jar) {
        Registry registry = Registry.of(
                List.of(
                        new DatasetsPlugin(),
                        new PretrainingPlugin(),
                        new BackbonesPlugin(),
                        new TokenizersPlugin(),
                        new TasksPlugin()),
                List.of(jar));
        if (!registry.quarantined().isEmpty()) {
            throw new AssertionError(registry.quarantined());
        }
        return registry;
    }

    /**
     * Plans a study.
     *
     * @param study as a file would hold it
     * @param overrides as {@code --set} takes them
     */
    static Plan plan(Registry registry, String study, List<String> overrides) {
        return new Planner(registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                .plan(StudyFile.read(ConfigFactory.parseString(study).resolve()).with(overrides), Precision.FLOAT32);
    }

    /** Plans and runs a study with a plugin in a jar, as {@link #plan}. */
    static RunRecord run(Path jar, String study, List<String> overrides, Path folder) throws IOException {
        try (Registry registry = registry(jar)) {
            Plan plan = plan(registry, study, overrides);
            Clock clock = Clock.systemUTC();
            return new StudyRunner(
                            new ArtifactStore(folder.resolve("store")),
                            Provenances.of(plan, EngineSession.start(), clock),
                            Listener.none(),
                            clock)
                    .run(plan, folder.resolve("run"), "test");
        }
    }
}
