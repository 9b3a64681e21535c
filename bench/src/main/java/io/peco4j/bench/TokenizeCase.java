package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.image.SquareView;
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/**
 * Photos as tokens of the paper's tokenizer, loaded and prepared as {@code peco4j tokenize} does, in the precision that
 * this machine chooses.
 *
 * <p>{@code share-of-encoder} compares its operations a second with those of the bare encoder; {@code waiting} is the
 * share of the time in which the network had no batch; {@code repeated-items-per-second} is what it does where nothing
 * is loaded at all.
 */
record TokenizeCase(TokenizerFactory factory) implements BenchCase {
    private static final int IMAGE = 224;
    private static final int BATCHES = 16;

    @Override
    public String name() {
        return "tokenize-224";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Precision precision = Processor.detect().precision();
        double encoder = NetworkCases.vqEncoder(false, precision).run(context).flopsPerSecond();
        try (TokenizerFactory.Open open = factory.open(IMAGE, precision)) {
            Tokenizer tokenizer = open.tokenizer();
            SquareView view = new SquareView(tokenizer.imageSize());
            int batch = view.batch();
            double repeated = repeated(tokenizer, view, batch, context);
            Dataset photos = new Photos(new FirstOf(context.photos(), batch * BATCHES));
            DoubleAdder network = new DoubleAdder();
            double seconds = elapsed(() ->
                    loaded(photos, view, context, each -> network.add(seconds(tokenizer, each.get(Sample.IMAGE)))));
            double rate = batch * BATCHES / seconds;
            double flops = rate * tokenizer.flopsPerImage();
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("share-of-encoder", flops / encoder);
            more.put("encoder-peak-fraction", encoder / context.peak(precision));
            more.put("waiting", 1 - network.sum() / seconds);
            more.put("repeated-items-per-second", batch / repeated);
            return new BenchResult(name(), rate, flops, flops / context.peak(precision), more);
        }
    }

    private void loaded(Dataset photos, SquareView view, BenchContext context, Consumer<Batch> each) {
        StageInfo stage = new StageInfo("", "bench", name(), name(), 0);
        new SplitExamples(photos, stage, context.threads(), Listener.none())
                .forEach(Dataset.TRAIN, view.batch(), view, each);
    }

    /** Seconds for a batch that is there already; the first, which warms up, is not counted. */
    private static double repeated(Tokenizer tokenizer, SquareView view, int batch, BenchContext context) {
        Portion portion =
                Portion.of(Collections.nCopies(batch, view.of(context.photos().example(0))));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray images = portion.on(manager).get(Sample.IMAGE);
            seconds(tokenizer, images);
            return seconds(tokenizer, images);
        }
    }

    private static double seconds(Tokenizer tokenizer, NDArray images) {
        return elapsed(() -> {
            try (NDArray tokens = tokenizer.tokenize(images)) {
                tokens.toLongArray();
            }
        });
    }

    private static double elapsed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
