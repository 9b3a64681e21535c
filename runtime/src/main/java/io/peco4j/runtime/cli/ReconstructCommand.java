package io.peco4j.runtime.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.metric.PeakSignalToNoise;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.nn.picture.Png;
import io.peco4j.nn.picture.TokenMap;
import io.peco4j.runtime.data.PictureFiles;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.WholeFile;
import io.peco4j.runtime.report.LabelledSheet;
import io.peco4j.runtime.report.LabelledSheet.Row;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j reconstruct}: what tokens keep of pictures, to look at. */
@Command(
        name = "reconstruct",
        mixinStandardHelpOptions = true,
        description = {
            "Draws a contact sheet: pictures, and below them, for each tokenizer, their reconstructions and their tokens;"
                    + " equal colours are equal tokens."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j reconstruct data/photos --run runs/perceptual-vs-pixel --out sheet.png",
            "  ./peco4j reconstruct cat.jpg --component vqvae --set weights=f16.ckpt --image 256 --out cat.png",
            "",
            "Each row of the sheet has a label; the labels are also printed, with the PSNR of the pictures shown."
        })
final class ReconstructCommand implements Callable<Integer>, ChecksFirst {
    private static final String PNG = ".png";

    private final Supplier<Registry> registry;

    @Parameters(paramLabel = "PICTURES", arity = "1..*", description = "Pictures, or folders of pictures.")
    private List<Path> pictures = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The sheet to write, a .png.")
    private Path out = Path.of("");

    @Mixin
    private TokenizerSource source = new TokenizerSource();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "The largest number of pictures, chosen evenly from all (default: ${DEFAULT-VALUE}).",
            defaultValue = "8")
    private int count = 8;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean started;

    ReconstructCommand(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> refusal() {
        return started ? Optional.empty() : Optional.of("Nothing was drawn");
    }

    @Override
    public Integer call() throws IOException {
        if (!out.getFileName().toString().endsWith(PNG)) {
            throw new InvalidInputException(new Problem(
                    "PECO-606", "a sheet cannot be written as " + out, "--out", "expected a name that ends in .png"));
        }
        PictureFiles files = PictureFiles.of(pictures, Dataset.Corrupt.FAIL).atMost(Math.max(1, count));
        ArtifactStore.requireWritable(out.toAbsolutePath().resolveSibling(""));
        EngineSession.start();
        List<Row> rows = new ArrayList<>();
        try (Registry plugins = registry.get()) {
            List<NamedTokenizer> tokenizers = source.open(plugins, spec);
            try {
                started = true;
                List<RgbImage> read = files.decoded("repair the file or leave it out");
                for (NamedTokenizer tokenizer : tokenizers) {
                    rows(tokenizer, read, rows);
                }
            } finally {
                tokenizers.forEach(NamedTokenizer::close);
            }
        }
        WholeFile.write(out, Png.of(LabelledSheet.of(rows)).bytes());
        PrintWriter text = spec.commandLine().getOut();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            text.println("row " + (i + 1) + ": " + row.head() + (row.detail().isEmpty() ? "" : ", " + row.detail()));
        }
        text.println(out);
        text.flush();
        return 0;
    }

    private static void rows(NamedTokenizer tokenizer, List<RgbImage> pictures, List<Row> rows) {
        List<RgbImage> originals = new ArrayList<>();
        List<RgbImage> kept = new ArrayList<>();
        List<RgbImage> maps = new ArrayList<>();
        double noise = 0;
        for (RgbImage picture : pictures) {
            RgbImage view = ((Sample.Picture) Objects.requireNonNull(
                            tokenizer.view(new Example.Image(picture)).fields().get(Sample.IMAGE)))
                    .image();
            originals.add(view);
            try (NDManager manager = NDManager.newBaseManager("PyTorch");
                    NDArray image = PictureTensors.of(List.of(view), manager);
                    NDArray tokens = tokenizer.tokenizer().tokenize(image);
                    NDArray reconstructed = tokenizer.tokenizer().reconstruct(tokens)) {
                kept.add(PictureTensors.picture(reconstructed.get(0)));
                int grid = (int) tokens.getShape().get(1);
                maps.add(TokenMap.of(
                        tokens.toLongArray(), grid, grid, tokenizer.tokenizer().downsampling()));
                noise += PeakSignalToNoise.between(image, reconstructed)[0];
            }
        }
        // Tokenizers of the same size see the same pictures, which are shown once.
        if (rows.isEmpty() || rows.get(0).pictures().get(0).width() != tokenizer.side()) {
            rows.add(new Row("original", tokenizer.side() + " px", originals));
        }
        String psnr = String.format(Locale.ROOT, "reconstructed, PSNR %.2f dB", noise / pictures.size());
        rows.add(new Row(tokenizer.name(), psnr, kept));
        rows.add(new Row(tokenizer.name(), "tokens of " + tokenizer.tokenizer().downsampling() + " px", maps));
    }
}
