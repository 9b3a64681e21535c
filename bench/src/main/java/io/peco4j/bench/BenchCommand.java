package io.peco4j.bench;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Components;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.bundled.Vqvae;
import io.peco4j.runtime.cli.Peco4j;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast each part is here. */
@Command(
        name = "bench",
        description = {
            "Measures each part on this machine, as items per second and as a share of the matrix-product peak.",
            "Ratios within one run are comparable; absolute figures are as noisy as the machine.",
            "",
            "Examples:",
            "  peco4j bench vit-b-blocks-float32 --json",
            "  peco4j bench nn                 the networks one by one",
            "  peco4j bench batch-128-224      the memory of the paper's training; best run separately",
            "  peco4j bench plan-200000        planning with a large data set; runs only by its name",
            "  peco4j bench coco-file          opening annotations as large as COCO's; only by name",
            "  peco4j bench clip-decoding      10,000 reads of frames, and the memory after them; only by name",
            "  peco4j bench memory-estimates   the memory that plan expects beside the measured one; only by name",
            "  peco4j bench large-steps        steps of ViT-L and ViT-H in under 20 GiB; only by name",
            "  peco4j bench growth             time and memory by pictures, codewords, pixels, stages, choices, seeds,",
            "                                  as exponents: 1 is proportional; only by name",
            "  peco4j bench dense-steps        steps of UperNet, Mask R-CNN, TimeSformer on ViT-B",
            "  peco4j bench peers              training steps beside the original's, operator by operator; only by name",
            "  peco4j bench peers-float32      the same in one precision; large-peers: of ViT-B;",
            "                                  peer-memory: what both hold at most",
            "  peco4j bench cluster --model    what several workers would gain, what their sum costs here, and how"
                    + " long two wait for each other; only by name",
            "  peco4j bench --list             all cases"
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int PHOTOS = 512;

    /** Enough for steps whose pictures do not matter. */
    private static final int FEW_PHOTOS = 16;

    private final Supplier<Registry> registry;

    @Parameters(
            paramLabel = "CASE",
            arity = "0..*",
            description = "cases to run, by the start of their names; all if none, but those that are run only by name")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "photos for the loader to read (default: generated ones)")
    private @Nullable Path data;

    @Option(names = "--json", description = "one JSON object per line")
    private boolean json;

    @Option(names = "--in-process", hidden = true, description = "no case in a process of its own")
    private boolean inProcess;

    @Option(names = "--model", description = "first what a model says of several workers")
    private boolean model;

    @Option(names = "--list", description = "only list the cases")
    private boolean list;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BenchCommand(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (model) {
            ScalingModel.table().forEach(out::println);
            out.println();
        }
        Registry plugins = registry.get();
        Planner planner = Planner.withoutStudy(plugins);
        Dataset scenes = planner.open(Components.scenes().component());
        Component<?> tokenizer = Components.vqvae().component();
        Map<String, LearnerFactory> tokenizers = Map.of("vqvae", new ComponentLearners(planner, scenes, tokenizer));
        List<BenchCase> all = Bench.cases(
                tokenizers,
                paper(planner, scenes),
                (folder, digests) -> plan(plugins, folder, digests),
                planner::plan,
                folder -> planner.open(Components.coco(folder.toString()).component()),
                folder -> planner.open(Components.clips(folder.toString()).component()),
                codewords -> new ComponentLearners(planner, scenes, codebook(codewords)));
        List<BenchCase> cases = all.stream().filter(each -> chosen(each, all)).toList();
        if (list) {
            cases.forEach(each -> out.println(each.name()));
            out.flush();
            return 0;
        }
        Path scratch = Files.createTempDirectory("peco4j-bench");
        try {
            Split photos = data == null
                    ? new GeneratedPhotos(inProcess ? FEW_PHOTOS : PHOTOS)
                    : planner.open(Components.imageFolder(data.toString()).component())
                            .split(Dataset.TRAIN);
            BenchContext context = new BenchContext(photos, scratch, Loader.defaultThreads());
            if (!json) {
                out.println(BenchResult.head());
            }
            for (BenchCase each : cases) {
                BenchResult result = each.inOwnProcess() && !inProcess ? apart(each) : each.run(context);
                out.println(json ? result.json() : result.line());
                if (!json) {
                    result.remarks().forEach(remark -> out.println("    " + remark));
                }
                out.flush();
            }
            return 0;
        } finally {
            FileTree.delete(scratch);
        }
    }

    /** A word that is the whole name of a case means that case alone. */
    private boolean chosen(BenchCase each, List<BenchCase> all) {
        if (chosen.isEmpty()) {
            return list || !each.onlyByName();
        }
        return chosen.stream()
                .anyMatch(word -> all.stream().anyMatch(other -> other.name().equals(word))
                        ? each.name().equals(word)
                        : each.name().startsWith(word));
    }

    private static BenchResult apart(BenchCase each) throws IOException, InterruptedException {
        return new OwnProcess(Peco4j.class.getName(), each.javaOptions())
                .run(List.of("bench", each.name(), "--json", "--in-process"));
    }

    private static Plan plan(Registry plugins, Path folder, ContentDigests digests) {
        Study study = Study.named("many-pictures")
                .data(Components.imageFolder(folder.toString()))
                .tokenizer("pixel", Components.vqvae().set("image", 64))
                .task(Components.reconstruction())
                .seeds(0)
                .build();
        Host host = Host.of(EngineSession.start(), digests);
        return new Planner(plugins, host, digests).plan(study, Precision.FLOAT32);
    }

    /** Small beside its codebook, which grows. */
    private static Component<?> codebook(int codewords) {
        return Components.vqvae()
                .channels(32)
                .multipliers(1, 1, 2)
                .residualBlocks(1)
                .decoderResidualBlocks(1)
                .codebook(codewords, 64)
                .component();
    }

    /**
     * With the feature network that the paper names, though untrained: what it costs does not depend on its weights.
     */
    private static PaperTokenizer paper(Planner planner, Dataset data) {
        Vqvae pixel = Components.vqvae().preset("paper");
        Vqvae perceptual = pixel.perceptual(
                Components.mocoV3Vit().encoder(Components.vit("base").patch(16).image(224)), 1);
        return new PaperTokenizer(
                new ComponentLearners(planner, data, pixel.component()),
                new ComponentLearners(planner, data, perceptual.component()),
                new ComponentTokenizers(planner, data, pixel.component()));
    }
}
