package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.PendingTensor;
import java.util.List;
import java.util.Optional;

/** BEiT's one table of relative positions is copied to every block of a network in which each has its own. */
final class SharedTable implements Adaptation {
    private static final String TABLE = "relative_position_bias_table";
    private static final String SHARED = "rel_pos_bias." + TABLE;

    @Override
    public void apply(Fitting fitting) {
        Optional<PendingTensor> shared = fitting.offer(SHARED);
        if (shared.isEmpty() || fitting.wants(SHARED)) {
            return;
        }
        List<String> own = fitting.wanted().stream()
                .filter(name ->
                        name.endsWith("." + TABLE) && fitting.offer(name).isEmpty())
                .toList();
        if (!own.isEmpty()) {
            own.forEach(name -> fitting.offer(name, shared.orElseThrow()));
            fitting.drop(SHARED);
            fitting.note("the shared table of relative positions was copied to " + own.size() + " blocks");
        }
    }
}
