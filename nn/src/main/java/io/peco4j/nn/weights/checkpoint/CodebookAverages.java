package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.types.DataType;
import io.peco4j.nn.weights.PendingTensor;
import io.peco4j.nn.weights.text.Shown;
import java.util.List;

/**
 * Codebooks that were trained by gradients have no moving averages, and those of a network that moves its codebook so
 * begin as they do there at the start: each codeword was seen once and is its own average. The other way round,
 * averages are left out.
 */
final class CodebookAverages implements Adaptation {
    private static final String CODEWORDS = "weight";
    private static final String SIZES = "cluster_size";
    private static final String AVERAGES = "embed_avg";

    @Override
    public void apply(Fitting fitting) {
        for (String name : List.copyOf(fitting.wanted())) {
            if (name.endsWith("." + AVERAGES)) {
                begin(fitting, name.substring(0, name.length() - AVERAGES.length()));
            }
        }
        for (String name : fitting.offered()) {
            if (name.endsWith("." + AVERAGES)) {
                leaveOut(fitting, name.substring(0, name.length() - AVERAGES.length()));
            }
        }
    }

    private static void begin(Fitting fitting, String codebook) {
        String sizes = codebook + SIZES;
        String averages = codebook + AVERAGES;
        if (fitting.offer(codebook + CODEWORDS).isEmpty()
                || fitting.offer(sizes).isPresent()
                || fitting.offer(averages).isPresent()
                || !fitting.wants(sizes)) {
            return;
        }
        fitting.offer(averages, fitting.offer(codebook + CODEWORDS).orElseThrow());
        fitting.offer(
                sizes,
                PendingTensor.made(
                        fitting.shape(sizes), DataType.FLOAT32, manager -> manager.ones(fitting.shape(sizes))));
        fitting.note("the moving averages of the codebook " + codebook(codebook)
                + ", which are not in the file, start at its codewords, with sizes of 1");
    }

    private static void leaveOut(Fitting fitting, String codebook) {
        String sizes = codebook + SIZES;
        String averages = codebook + AVERAGES;
        if (fitting.wants(codebook + CODEWORDS) && !fitting.wants(sizes) && !fitting.wants(averages)) {
            fitting.drop(sizes);
            fitting.drop(averages);
            fitting.note("left out the moving averages of the codebook " + codebook(codebook)
                    + ", which the network trains by gradients");
        }
    }

    private static String codebook(String prefix) {
        return Shown.of(prefix.substring(0, prefix.length() - 1));
    }
}
