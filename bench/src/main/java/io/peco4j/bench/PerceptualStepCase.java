package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.runtime.engine.Processor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the perceptual term costs a step of the paper's tokenizer, in the precision that this machine chooses: a forward
 * pass of its backbone on the picture, one on the reconstruction, and a backward pass through the latter.
 *
 * <p>{@code flops-normalised-time} is the time for an operation with the term, relative to that without: 1 where the
 * backbone runs as near to the peak as the tokenizer does.
 */
record PerceptualStepCase(PaperTokenizer paper) implements BenchCase {
    private static final int IMAGE = 224;
    private static final int BATCH = 2;

    @Override
    public String name() {
        return "perceptual-step-224";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Precision precision = Processor.detect().precision();
        BenchResult plain = step("without", paper.pixel(), precision).run(context);
        BenchResult perceptual = step("with", paper.perceptual(), precision).run(context);
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("seconds-per-image", 1 / perceptual.itemsPerSecond());
        more.put("seconds-per-image-without", 1 / plain.itemsPerSecond());
        more.put("flops-per-image", flopsPerImage(perceptual));
        more.put("flops-per-image-without", flopsPerImage(plain));
        more.put("peak-fraction-without", plain.peakFraction());
        more.put("time-ratio", plain.itemsPerSecond() / perceptual.itemsPerSecond());
        more.put("flops-normalised-time", plain.flopsPerSecond() / perceptual.flopsPerSecond());
        return new BenchResult(
                name(), perceptual.itemsPerSecond(), perceptual.flopsPerSecond(), perceptual.peakFraction(), more);
    }

    private StepCase step(String which, LearnerFactory factory, Precision precision) {
        return new StepCase(name() + "-" + which, factory, IMAGE, BATCH, precision);
    }

    private static double flopsPerImage(BenchResult result) {
        return result.flopsPerSecond() / result.itemsPerSecond();
    }
}
