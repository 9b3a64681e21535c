package io.peco4j.runtime.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.image.SquareView;
import io.peco4j.nn.weights.NpyFile;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.runtime.data.Loader;
import io.peco4j.runtime.data.PictureFiles;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.WholeFile;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j tokenize}: a folder of pictures as grids of tokens. */
@Command(
        name = "tokenize",
        mixinStandardHelpOptions = true,
        description = {
            "Turns pictures into grids of visual tokens: an int32 array (pictures, rows, columns), and a text file with"
                    + " the picture of each entry, behind the path that led to it where several are given.",
            "Pictures are scaled to the size that the tokenizer was trained at; the middle square is taken."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j tokenize data/photos --run runs/quickstart --tokenizer perceptual --out tokens.npy",
            "  ./peco4j tokenize data/photos --component vqvae --set weights=f16.ckpt --image 256 --out tokens.safetensors",
            "",
            "In Python:  numpy.load('tokens.npy')"
        })
final class TokenizeCommand implements Callable<Integer>, ChecksFirst {
    private static final String NPY = ".npy";
    private static final String SAFETENSORS = ".safetensors";
    private static final long SILENCE = 2_000_000_000L;

    private final Supplier<Registry> registry;

    @Parameters(paramLabel = "PICTURES", arity = "1..*", description = "Pictures, or folders of pictures.")
    private List<Path> pictures = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write: .npy or .safetensors.")
    private Path out = Path.of("");

    @Mixin
    private TokenizerSource source = new TokenizerSource();

    @Option(
            names = "--corrupt",
            paramLabel = "fail|skip",
            description = "What to do with a file that cannot be read (default: ${DEFAULT-VALUE}).",
            defaultValue = "fail",
            converter = CorruptWord.class)
    private Dataset.Corrupt corrupt = Dataset.Corrupt.FAIL;

    @Option(
            names = "--batch",
            description = "Pictures per forward pass (default: by their size, 4 of 224 pixels).",
            defaultValue = "0")
    private int batch;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean started;

    TokenizeCommand(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<String> refusal() {
        return started ? Optional.empty() : Optional.of("Nothing was tokenized");
    }

    @Override
    public Integer call() throws IOException {
        String name = out.getFileName().toString();
        if (!name.endsWith(NPY) && !name.endsWith(SAFETENSORS)) {
            throw new InvalidInputException(new Problem(
                    "PECO-606",
                    "tokens cannot be written as " + out,
                    "--out",
                    "expected a name that ends in .npy or .safetensors"));
        }
        PictureFiles files = PictureFiles.of(pictures, corrupt);
        ArtifactStore.requireWritable(out.toAbsolutePath().resolveSibling(""));
        EngineSession.start();
        try (Registry plugins = registry.get();
                NamedTokenizer tokenizer = source.openOne(plugins, spec)) {
            started = true;
            TokenRows rows = new TokenRows();
            long begin = System.nanoTime();
            StageInfo stage = new StageInfo("", "command", "tokenize", "tokenize", 0);
            new SplitExamples(files, stage, Loader.defaultThreads(), progress(begin))
                    .forEach(
                            Dataset.TRAIN,
                            batch > 0 ? batch : new SquareView(tokenizer.side()).batch(),
                            (example, random) -> tokenizer.view(example),
                            each -> add(rows, tokenizer, each));
            double seconds = (System.nanoTime() - begin) / 1e9;
            report(tokenizer, rows, files, seconds);
        }
        return 0;
    }

    private static void add(TokenRows rows, NamedTokenizer tokenizer, Batch batch) {
        rows.add(tokenizer.tokens(batch.get(Sample.IMAGE)), batch.size());
    }

    private void report(NamedTokenizer tokenizer, TokenRows rows, PictureFiles files, double seconds) {
        Map<Integer, String> unreadable = files.unreadable();
        Split split = files.split(Dataset.TRAIN);
        if (unreadable.size() == split.size()) {
            throw new InvalidInputException(new Problem(
                    "PECO-251",
                    "none of " + split.size() + " files can be read, the first because: " + unreadable.get(0),
                    split.label(0),
                    "is this the right folder, and are its files complete?"));
        }
        int count = split.size() - unreadable.size();
        int[] tokens = rows.without(unreadable.keySet());
        int grid = tokenizer.side() / tokenizer.tokenizer().downsampling();
        Shape shape = new Shape(count, grid, grid);
        write(tokenizer, tokens, shape);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < split.size(); i++) {
            if (!unreadable.containsKey(i)) {
                names.append(split.label(i)).append('\n');
            }
        }
        Path list = out.resolveSibling(out.getFileName() + ".txt");
        WholeFile.write(list, names.toString());
        PrintWriter text = spec.commandLine().getOut();
        double rate = split.size() / seconds;
        int vocabulary = tokenizer.tokenizer().vocabularySize();
        if (json) {
            text.print(Json.of(new Result(
                    out.toString(),
                    list.toString(),
                    count,
                    unreadable.size(),
                    grid,
                    vocabulary,
                    rows.used(),
                    seconds,
                    rate)));
        } else {
            text.printf(
                    Locale.ROOT,
                    "%d pictures as %d x %d tokens of %d, %d of them used, in %.1f s: %.1f images/s%n%s%n%s%n",
                    count,
                    grid,
                    grid,
                    vocabulary,
                    rows.used(),
                    seconds,
                    rate,
                    out,
                    list);
        }
        PrintWriter err = spec.commandLine().getErr();
        unreadable.values().forEach(why -> err.println("left out: " + why));
        err.flush();
        text.flush();
    }

    private void write(NamedTokenizer tokenizer, int[] tokens, Shape shape) {
        if (out.getFileName().toString().endsWith(NPY)) {
            NpyFile.write(out, tokens, shape);
            return;
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Safetensors.write(
                    out,
                    Map.of("tokens", manager.create(tokens, shape)),
                    Map.of(
                            "tokenizer", tokenizer.name(),
                            "vocabulary", "" + tokenizer.tokenizer().vocabularySize(),
                            "image", "" + tokenizer.side()));
        }
    }

    private Listener progress(long begin) {
        PrintWriter err = spec.commandLine().getErr();
        long[] last = {begin};
        return event -> {
            if (event instanceof Event.Progress progress && System.nanoTime() - last[0] > SILENCE) {
                last[0] = System.nanoTime();
                err.printf(
                        Locale.ROOT,
                        "%d/%d, %.1f images/s%n",
                        progress.done(),
                        progress.total(),
                        progress.done() * 1e9 / (last[0] - begin));
                err.flush();
            }
        };
    }

    private record Result(
            String file,
            String names,
            int pictures,
            int unreadable,
            int grid,
            int vocabulary,
            long used,
            double seconds,
            double imagesPerSecond) {}
}
