package io.peco4j.product.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies that nobody thought of: parts of every axis, drawn at random and run for a few steps. Set the system property
 * {@code studies.seed} to repeat one that failed.
 */
final class RandomStudiesTest {
    private static final int STUDIES = 3;

    private static final String SMALL = "batch = 4, epochs = 1, warmup-epochs = 0";

    private static final List<String> DATA = List.of(
            "component = scenes, train = 8, val = 6, image = 16, classes = 2, objects = 1",
            "component = scenes, train = 9, val = 4, image = 24, classes = 3, objects = 2, typical = 0.9");

    private static final List<String> ENCODERS = List.of(
            "size = tiny, depth = 1, patch = 8, image = 16",
            "size = tiny, depth = 2, patch = 4, image = 16, positions = sin-cos",
            "size = tiny, depth = 1, patch = 8, image = 16, relative-position-bias = shared, layer-scale = 0.1");

    private static final String VQVAE = SMALL
            + ", component = vqvae, codebook { size = 16, dimension = 4 }, channels = 8, norm-groups = 4, latent = 4,"
            + " residual-blocks = 1, decoder-residual-blocks = 1, attention = false, multipliers = @stages";

    private static final Map<String, String> TOKENIZERS = Map.of(
            "pixel", VQVAE,
            "gradient", VQVAE + ", codebook.quantizer = gradient",
            "perceptual",
                    VQVAE + ", objectives = [{ component = pixel, norm = l2 }, { component = perceptual, weight = 0.5,"
                            + " backbone = { component = mocov3-vit, layers = [1],"
                            + " encoder = { component = vit, size = tiny, depth = 1, patch = 8, image = 16 },"
                            + " training = { component = moco-v3, hidden = 16, dim = 8, " + SMALL + " } } }]",
            "convolutional",
                    VQVAE
                            + ", objectives = [{ component = pixel }, { component = perceptual, weight = 0.5, backbone = {"
                            + " component = resnet50, preset = tiny, width = 4, training { " + SMALL + " } } }]");

    private static final Map<String, String> PRETRAINING = Map.of(
            "beit", "component = beit, mask { min-patches = 1 }, " + SMALL,
            "moco", "component = moco-v3, hidden = 16, dim = 8, " + SMALL);

    private static final Map<String, String> TASKS = Map.of(
            "linear-probe", "",
            "codeword-probe", "",
            "classification", SMALL + ", mixup = 0.2");

    @TempDir
    private Path folder;

    @Test
    void whateverIsPutTogetherRuns() {
        EngineSession.start(1);
        Registry registry = Registry.of(ServiceLoader.load(PluginModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        long first = Long.getLong("studies.seed", new Random().nextInt(1_000_000));
        for (long seed = first; seed < first + STUDIES; seed++) {
            Study study = draw(seed);
            String which = "studies.seed = " + seed + ":\n" + StudyFile.write(study);
            Plan plan = new Planner(
                            registry, Host.of(EngineSession.start(), ContentDigests.plain()), ContentDigests.plain())
                    .plan(study, Precision.FLOAT32);
            Path place = folder.resolve("study-" + seed);
            RunRecord run = new StudyRunner(
                            new ArtifactStore(place.resolve("store")),
                            Provenances.of(plan, EngineSession.start(1), Clock.systemUTC()),
                            Listener.none(),
                            Clock.systemUTC())
                    .run(plan, place.resolve("run"), "test");
            assertThat(run.failures()).as(which).isEmpty();
            assertThat(run.cells())
                    .as(which)
                    .isNotEmpty()
                    .allSatisfy(cell -> assertThat(cell.scores()).isNotEmpty());
        }
    }

    private static Study draw(long seed) {
        Random random = new Random(seed);
        String encoder = one(ENCODERS, random);
        String stages = encoder.contains("patch = 4") ? "[1, 1, 1]" : "[1, 1, 1, 1]";
        String text = "study = drawn\ndata { " + one(DATA, random) + " }\nencoder { vit { " + encoder + " } }\n"
                + "tokenizer " + some(TOKENIZERS, random).replace("@stages", stages) + "\n"
                + "pretraining " + some(PRETRAINING, random) + "\n"
                + "task " + some(onTheirOwn(TASKS, random), random) + "\nseeds = [" + random.nextInt(100) + "]\n";
        return StudyFile.read(ConfigFactory.parseString(text));
    }

    /** Some of the tasks get data of their own. */
    private static Map<String, String> onTheirOwn(Map<String, String> tasks, Random random) {
        Map<String, String> drawn = new TreeMap<>(tasks);
        drawn.replaceAll((name, options) -> random.nextBoolean()
                ? options + (options.isEmpty() ? "" : ", ") + "data { " + one(DATA, random) + " }"
                : options);
        return drawn;
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** At least one; in the order of their names, so that the seed decides alone. */
    private static String some(Map<String, String> choices, Random random) {
        List<String> names = new ArrayList<>(choices.keySet().stream().sorted().toList());
        Map<String, String> picked = new LinkedHashMap<>();
        picked.put(names.remove(random.nextInt(names.size())), "");
        names.stream().filter(name -> random.nextBoolean()).forEach(name -> picked.put(name, ""));
        return picked.keySet().stream()
                .map(name -> name + " { " + choices.get(name) + " }")
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
