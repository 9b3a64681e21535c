package io.peco4j.runtime.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Overrides;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.perceptual.FeatureDistance;
import io.peco4j.nn.perceptual.LinearHeads;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.runtime.data.PictureFiles;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.run.Standalone;
import io.peco4j.runtime.text.Json;
import io.peco4j.runtime.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j similarity}: which picture is closer. */
@Command(
        name = "similarity",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how far pictures are from a reference, and which is the closest: by pixels, and by the features of a"
                    + " backbone as LPIPS compares them. Compare the order of pictures between rows, not the figures."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j similarity ref.png a.png b.png --backbone squeezenet --set weights=squeezenet1_1.npz",
            "  ./peco4j similarity ref.png a.png b.png --backbone squeezenet --set weights=squeezenet1_1.npz \\",
            "      --heads lpips_squeeze.npz --json",
            "  ./peco4j similarity ref.png a.png b.png --backbone mocov3-vit --set weights=vit-b-300ep.pth.tar \\",
            "      --set encoder.size=base",
            "",
            "Options of a backbone:  ./peco4j plugins describe squeezenet"
        })
final class SimilarityCommand implements Callable<Integer>, ChecksFirst {
    private static final int WIDE = 60;

    private final Supplier<Registry> registry;

    @Parameters(index = "0", paramLabel = "REF", description = "The reference.")
    private Path reference = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PICTURE", description = "Pictures to compare with it.")
    private List<Path> others = List.of();

    @Option(names = "--backbone", required = true, paramLabel = "ID", description = "The feature network.")
    private String backbone = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "An option of the backbone; may be repeated.")
    private List<String> options = new ArrayList<>();

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description = "Linear heads of LPIPS for the backbone: adds the published metric.")
    private @Nullable Path heads;

    @Option(
            names = "--image",
            paramLabel = "SIDE",
            description =
                    "Side that all are resized to (default: the reference's size is kept, others are resized to it).",
            defaultValue = "0")
    private int image;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SimilarityCommand(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.of("Nothing was compared");
    }

    @Override
    public Integer call() throws IOException {
        List<RgbImage> pictures = pictures();
        EngineSession.start();
        List<Row> rows = new ArrayList<>();
        int side = Math.max(pictures.get(0).width(), pictures.get(0).height());
        try (Registry plugins = registry.get();
                Standalone<PerceptualBackbone> network = network(plugins, side);
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray first = PictureTensors.of(pictures.subList(0, 1), manager);
            List<NDArray> rest = pictures.stream()
                    .skip(1)
                    .map(picture -> PictureTensors.of(List.of(picture), manager))
                    .toList();
            rows.add(row(
                    "pixels (L2)",
                    rest.stream()
                            .map(each ->
                                    Math.sqrt(each.sub(first).square().mean().getFloat()))
                            .toList()));
            rows.add(features(backbone, FeatureDistance.plain(network.component()), first, rest));
            if (heads != null) {
                LinearHeads read = LinearHeads.read(heads, network.component(), manager);
                rows.add(features(
                        backbone + " LPIPS", FeatureDistance.weighted(network.component(), read), first, rest));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.of(new Result(reference.toString(), rows)) : text(rows));
        out.flush();
        return 0;
    }

    private Standalone<PerceptualBackbone> network(Registry plugins, int side) {
        Component<PerceptualBackbone> chosen =
                Overrides.apply(Component.of(PerceptualBackbone.class, backbone), options);
        Stage stage = Planner.withoutStudy(plugins)
                .alone(chosen, ConfigFactory.parseString("image = " + side), Precision.FLOAT32);
        return Standalone.ready(stage, PerceptualBackbone.class, Precision.FLOAT32);
    }

    /** The reference first, all of one size; every file that cannot be read is reported. */
    private List<RgbImage> pictures() {
        List<Path> paths = new ArrayList<>(List.of(reference));
        paths.addAll(others);
        List<RgbImage> pictures = PictureFiles.of(paths, Dataset.Corrupt.FAIL).decoded("another file");
        RgbImage first = pictures.get(0);
        Resize resize = image > 0
                ? new Resize(image, Filter.BICUBIC)
                : new Resize(first.width(), first.height(), Filter.BICUBIC);
        return pictures.stream().map(resize::apply).toList();
    }

    private Row features(String name, FeatureDistance distance, NDArray first, List<NDArray> rest) {
        NDArray seen = distance.look(first);
        return row(
                name,
                rest.stream()
                        .map(each -> (double)
                                distance.between(seen, distance.look(each)).toFloatArray()[0])
                        .toList());
    }

    private Row row(String name, List<Double> values) {
        Map<String, Double> distances = new LinkedHashMap<>();
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        List<String> closest = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            distances.put(others.get(i).toString(), values.get(i));
            if (values.get(i) == least) {
                closest.add(others.get(i).toString());
            }
        }
        return new Row(name, distances, closest);
    }

    private static String text(List<Row> rows) {
        TextTable table = TextTable.ofWidths(WIDE, WIDE, WIDE).row("distance", "picture", "from the reference");
        StringBuilder closest = new StringBuilder();
        for (Row row : rows) {
            for (Map.Entry<String, Double> each : row.distances().entrySet()) {
                table = table.row(row.name(), each.getKey(), String.format(Locale.ROOT, "%.5f", each.getValue()));
            }
            closest.append(row.name())
                    .append(row.closest().size() > 1 ? ": equally close are " : ": closer is ")
                    .append(String.join(" and ", row.closest()))
                    .append('\n');
        }
        return table.render() + "\n" + closest;
    }

    private record Result(String reference, List<Row> distances) {}

    private record Row(String name, Map<String, Double> distances, List<String> closest) {}
}
