package io.peco4j.runtime.run;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stages of other studies tell of the speed of components here. They are read once, if anything is asked.
 *
 * <p>A training that several workers shared counts as if one had done it: its record does not know of them.
 */
final class OtherStudies {
    /** Of a shorter stage, what is not training takes too large a part. */
    private static final double SECONDS_AT_LEAST = 20;

    private final Supplier<List<StageRecord>> history;
    private final Predicate<Provenance> here;
    private @Nullable Map<Worked, StageRecord> largest;

    /**
     * @param history all finished stages
     * @param here whether what was so made was as fast as it would be now
     */
    OtherStudies(Supplier<List<StageRecord>> history, Predicate<Provenance> here) {
        this.history = history;
        this.here = here;
    }

    /** The longest training of the stage's component, in floating-point operations; the newest of equal ones. */
    Optional<StageRecord> largest(StageInfo stage) {
        if (largest == null) {
            largest = read();
        }
        return Optional.ofNullable(largest.get(Worked.in(stage, true)));
    }

    private Map<Worked, StageRecord> read() {
        BinaryOperator<StageRecord> larger = BinaryOperator.maxBy(Comparator.comparingDouble(StageRecord::flops)
                .thenComparing(record -> record.provenance().time()));
        Map<Worked, StageRecord> found = new HashMap<>();
        for (StageRecord record : history.get()) {
            boolean tells = record.flops() > 0 && record.seconds() >= SECONDS_AT_LEAST;
            if (tells && here.test(record.provenance())) {
                found.merge(Worked.in(record.stage(), true), record, larger);
            }
        }
        return found;
    }
}
