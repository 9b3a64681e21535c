package io.peco4j.runtime.run;

import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What stages of other studies in the same store tell of the speed of components here. The store is read once. */
final class OtherStudies {
    private final ArtifactStore store;
    private final Predicate<Provenance> here;
    private @Nullable Map<Worked, StageRecord> newest;

    /** @param here whether what was so made was as fast as it would be now */
    OtherStudies(ArtifactStore store, Predicate<Provenance> here) {
        this.store = store;
        this.here = here;
    }

    private record Worked(String kind, String component) {
        static Worked in(StageInfo stage) {
            return new Worked(stage.kind(), stage.component());
        }
    }

    /** The last one that was finished of the stage's component. */
    Optional<StageRecord> newest(StageInfo stage) {
        if (newest == null) {
            newest = read();
        }
        return Optional.ofNullable(newest.get(Worked.in(stage)));
    }

    private Map<Worked, StageRecord> read() {
        BinaryOperator<StageRecord> later = BinaryOperator.maxBy(
                Comparator.comparing(record -> record.provenance().time()));
        Map<Worked, StageRecord> found = new HashMap<>();
        for (StageRecord record : store.history()) {
            if (here.test(record.provenance())) {
                found.merge(Worked.in(record.stage()), record, later);
            }
        }
        return found;
    }
}
