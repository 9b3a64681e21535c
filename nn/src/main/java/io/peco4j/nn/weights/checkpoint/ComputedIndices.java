package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.regex.Pattern;

/** Relative position indices follow from the size of a network's pictures: each network keeps its own. */
final class ComputedIndices implements Adaptation {
    private static final Pattern NAMES = Pattern.compile("(.*\\.)?relative_position_index");

    @Override
    public void apply(Fitting fitting) {
        NameTest names = new NameTest(NAMES);
        List<String> offered = fitting.offered().stream().filter(names).toList();
        List<String> wanted = fitting.wanted().stream().filter(names).toList();
        offered.forEach(fitting::drop);
        wanted.forEach(fitting::keepFresh);
        if (wanted.isEmpty() && !offered.isEmpty()) {
            fitting.note("left out relative position indices, which follow from the picture's size: "
                    + Checkpoint.tensors(offered.size()));
        }
    }
}
