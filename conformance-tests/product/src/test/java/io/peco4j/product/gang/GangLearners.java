package io.peco4j.product.gang;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.runtime.plugin.Registry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Tiny trainings of several kinds, each of two steps of four micro-batches, with what makes it hard to share out. */
final class GangLearners {
    private static final String RECIPE =
            "steps = 2, batch = 12, micro-batch = 3, warmup-epochs = 0, learning-rate = 1e-2";

    private static final String LOCAL = "every = 2, virtual-workers = 4, outer-rate = 0.5";

    private static final Dataset PICTURES = ColourClasses.honest();

    private final Registry registry = Registry.of(ServiceLoader.load(PluginModule.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());

    /** By name, how a learner is made on a bench. */
    static Map<String, Function<Workbench, Learner>> all() {
        Map<String, Function<Workbench, Learner>> all = new LinkedHashMap<>();
        all.put("vqvae", bench -> vqvae(bench, "initial = k-means, revive-below = 0.1"));
        all.put("beit", bench -> pretraining(bench, "beit", ""));
        all.put("mae", bench -> pretraining(bench, "mae", "decoder = { width = 16, depth = 1, heads = 4 }"));
        all.put(
                "local-steps",
                bench -> pretraining(bench, "mae", "decoder = { width = 16, depth = 1, heads = 4 }, " + LOCAL));
        all.put("moco-v3", bench -> pretraining(bench, "moco-v3", "hidden = 32, dim = 16, crop-scale-min = 0.5"));
        all.put("classification", GangLearners::classification);
        return all;
    }

    /** Where one is made; owns its tensors. */
    Workbench bench() {
        return new Workbench(registry, PICTURES, TinyEncoder.SIDE, 1);
    }

    /** Learns from these. */
    static Dataset pictures() {
        return PICTURES;
    }

    private static Learner vqvae(Workbench bench, String codebook) {
        String options =
                "channels = 8, multipliers = [1, 1, 1], residual-blocks = 1, norm-groups = 4, attention = false,"
                        + " latent = 4, codebook { size = 16, dimension = 4, " + codebook + " },"
                        + " objectives = [{ component = pixel }, { component = adversarial, channels = 8, layers = 1 }], ";
        return bench.make(component(Tokenizer.class, "vqvae", options))
                .component()
                .learner()
                .orElseThrow();
    }

    private static Learner pretraining(Workbench bench, String id, String options) {
        ScriptedTokenizer tokenizer =
                new ScriptedTokenizer(bench.manager(), 12, TinyEncoder.SIDE / 4, TinyEncoder.SIDE);
        return bench.make(
                        component(PretrainingFramework.class, id, options.isEmpty() ? "" : options + ", "),
                        Workbench.nothing()
                                .with(VisionEncoder.class, TinyEncoder.of(bench.manager(), 1))
                                .with(Tokenizer.class, tokenizer))
                .component()
                .learner()
                .orElseThrow();
    }

    private static Learner classification(Workbench bench) {
        return bench.make(
                        component(DownstreamTask.class, "classification", ""),
                        Workbench.nothing().with(VisionEncoder.class, TinyEncoder.of(bench.manager(), 1)))
                .component()
                .learner()
                .orElseThrow();
    }

    private static <T> Component<T> component(Class<T> kind, String id, String options) {
        return Component.of(kind, id, ConfigFactory.parseString(options + RECIPE));
    }
}
