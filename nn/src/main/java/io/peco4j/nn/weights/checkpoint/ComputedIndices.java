package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.regex.Pattern;

/** Relative position indices follow from the size of a network's pictures: each network keeps its own. */
final class ComputedIndices implements Adaptation {
    private static final Pattern NAMES = Pattern.compile("(.*\\.)?relative_position_index");

    @Override
    public void apply(Fitting fitting) {
        List<String> offered =
                fitting.offered().stream().filter(ComputedIndices::matches).toList();
        List<String> wanted =
                fitting.wanted().stream().filter(ComputedIndices::matches).toList();
        offered.forEach(fitting::drop);
        wanted.forEach(fitting::keepFresh);
        if (wanted.isEmpty() && !offered.isEmpty()) {
            fitting.note("left out relative position indices, which follow from the picture's size: "
                    + Checkpoint.tensors(offered.size()));
        }
    }

    private static boolean matches(String name) {
        return NAMES.matcher(name).matches();
    }
}
