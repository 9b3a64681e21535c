package io.peco4j.product.jobs;

import io.peco4j.backbones.BackbonesPlugin;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.cli.Peco4j;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.nio.file.Path;
import java.util.List;

/** The program with the bundled components from the class path. */
public final class BundledMain {
    private BundledMain() {}

    public static void main(String[] args) {
        Peco4j.run(
                () -> Services.embedded(BundledMain::registry, Path.of(System.getProperty("user.home")))
                        .startedBy(BundledMain.class),
                args);
    }

    static Registry registry() {
        return Registry.of(List.of(
                new DatasetsPlugin(),
                new PretrainingPlugin(),
                new BackbonesPlugin(),
                new TokenizersPlugin(),
                new TasksPlugin()));
    }
}
