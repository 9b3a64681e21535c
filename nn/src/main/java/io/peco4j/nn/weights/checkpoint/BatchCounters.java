package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.regex.Pattern;

/** PyTorch before 0.4.1 had no counters of batches in its batch norms: if a file has none, they start from zero. */
final class BatchCounters implements Adaptation {
    private static final Pattern NAMES = Pattern.compile("(.*\\.)?num_batches_tracked");

    @Override
    public void apply(Fitting fitting) {
        List<String> absent = fitting.wanted().stream()
                .filter(new NameTest(NAMES))
                .filter(fitting::lacks)
                .toList();
        absent.forEach(fitting::keepFresh);
        if (!absent.isEmpty()) {
            fitting.note("counters of batches, which are not in the file, stay as they were initialised: "
                    + Checkpoint.tensors(absent.size()));
        }
    }
}
