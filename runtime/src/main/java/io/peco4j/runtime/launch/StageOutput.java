package io.peco4j.runtime.launch;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.launch.StageFailedException.Doing;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the process of a stage prints, and what its end means. Passes events on, but for the failure, which the run tells
 * of. Lines come in order, also from other threads than the one that asks for the result.
 */
final class StageOutput implements Consumer<String> {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final int SIGNALS = 128;

    private final String who;
    private final Listener listener;
    private volatile Event.@Nullable StageFailed failure;

    StageOutput(Listener listener) {
        this("its process", listener);
    }

    /** @param who printed it, in words */
    StageOutput(String who, Listener listener) {
        this.who = who;
        this.listener = listener;
    }

    @Override
    public void accept(String line) {
        EventLines.read(line).ifPresent(event -> {
            if (event instanceof Event.StageFailed failed) {
                failure = failed;
            } else {
                listener.on(event);
            }
        });
    }

    /**
     * What came of it.
     *
     * @param code with which the process ended
     * @param errors the last lines of its standard error
     */
    StageRecord result(Stage stage, int code, List<String> errors, ArtifactStore store)
            throws StageFailedException, StageLostException {
        Event.StageFailed failed = failure;
        if (failed != null) {
            throw new StageFailedException(failed.reason(), failed.cause());
        }
        if (code == FAILED || code == REFUSED) {
            String all = String.join("\n", errors);
            throw new StageFailedException(stage.info(), Doing.STARTING, new ElsewhereException(all, all));
        }
        if (code == StageLostException.EXIT_CODE) {
            throw new StageLostException(who + " lost another worker" + last(errors));
        }
        if (code != 0) {
            throw new StageLostException(who + " was ended by "
                    + (code > SIGNALS ? "signal " + (code - SIGNALS) : "something, with exit code " + code)
                    + last(errors));
        }
        return store.record(stage.key())
                .orElseThrow(() -> new StageLostException(who + " ended well, and the store has no result"));
    }

    private static String last(List<String> errors) {
        return errors.isEmpty() ? "" : ", after it said: " + errors.get(errors.size() - 1);
    }
}
