package io.peco4j.product.host;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.DrawnDataset;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingPlan;
import io.peco4j.runtime.train.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;

/** A small tokenizer with an adversary's worth of micro-batches, and the real training loop. */
final class Setting {
    private static final DrawnDataset PICTURES = DrawnDataset.small();

    private Setting() {}

    static Workbench bench() {
        EngineSession.start(1);
        Registry registry = Registry.of(ServiceLoader.load(PluginModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        return new Workbench(registry, PICTURES, 16, 1);
    }

    static Tokenizer tokenizer(Workbench bench) {
        return bench.make(Component.of(
                        Tokenizer.class,
                        "vqvae",
                        ConfigFactory.parseString(
                                "channels = 8, multipliers = [1, 1, 1], residual-blocks = 1, norm-groups = 4, attention = false,"
                                        + " latent = 4, codebook { size = 16, dimension = 4 },"
                                        + " epochs = 2, batch = 8, micro-batch = 3, warmup-epochs = 0")))
                .component();
    }

    static TrainingResult train(Learner learner, Path folder) {
        StageInfo stage = new StageInfo("host", "tokenizer", "host", "host", 0);
        TrainingPlan plan = new TrainingPlan(stage, Dataset.Corrupt.FAIL, folder, Duration.ofMinutes(1), 2);
        return Trainer.train(learner, PICTURES.split(Dataset.TRAIN), plan, event -> {});
    }
}
