package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.train.Precision;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Gangs of processes that do as they are told: scripts of the shell, one for each rank. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class GangTest {
    private static final Stage STAGE = Graph.stage("s");
    private static final String LEFT_BEHIND = "exit " + StageLostException.EXIT_CODE;

    /** Until the gang ends it. */
    private static final String FOR_EVER = "exec sleep 1000";

    @TempDir
    private Path folder;

    private final List<Event> events = new ArrayList<>();

    @Test
    void theOneThatIsLostIsTheReasonWhoeverEndsFirst() {
        assertThatThrownBy(() -> run(LEFT_BEHIND, "sleep 0.3; kill -9 $$", FOR_EVER))
                .isInstanceOf(StageLostException.class)
                .hasMessage("the process of its worker 1 was ended by signal 9");
        assertThatThrownBy(() -> run("echo gone >&2; " + LEFT_BEHIND, "echo gone >&2; " + LEFT_BEHIND))
                .isInstanceOf(StageLostException.class)
                .hasMessageMatching("the process of its worker [01] lost another worker, after it said: gone");
    }

    @Test
    void theOneThatFailsIsTheReasonWhoeverEndsFirst() throws IOException {
        Event failure = new Event.StageFailed(STAGE.info(), "while training: no", new Exception("no"));
        Path line = Files.writeString(folder.resolve("failure"), EventLines.write(failure) + "\n");
        assertThatThrownBy(() -> run(LEFT_BEHIND, LEFT_BEHIND, "sleep 0.3; cat " + line + "; exit 1"))
                .isInstanceOf(StageFailedException.class)
                .hasMessage("while training: no");
    }

    /** The others end before the first one has scored; that is no loss. */
    @Test
    void whatEachSaysGoesToAllAndEventsToTheListener() throws IOException {
        String meet = "echo '{\"gather\":\"of '$RANK'\"}'; read all; echo \"$all\" > " + folder + "/heard-$RANK; ";
        String warning = EventLines.write(new Event.Warning("one"));
        assertThatThrownBy(() -> run(meet + "sleep 0.3; echo '" + warning + "'; exit 0", meet, meet))
                .hasMessage("the process of its worker 0 ended well, and the store has no result");
        assertThat(events).containsExactly(new Event.Warning("one"));
        for (int rank = 0; rank < 3; rank++) {
            assertThat(GatherLines.all(GatherLines.parse(Files.readString(folder.resolve("heard-" + rank)))))
                    .hasValue(List.of("of 0", "of 1", "of 2"));
        }
    }

    /** The first one is asked to stop, and leaves a checkpoint. */
    @Test
    void anInterruptStopsTheGangInOrder() {
        Listener interrupting = event -> Thread.currentThread().interrupt();
        String warning = EventLines.write(new Event.Warning("now"));
        assertThatThrownBy(() -> run(
                        interrupting,
                        "echo '" + warning + "'; read line; echo $line > " + folder + "/stopped; exit 130",
                        FOR_EVER))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("stopped")).hasContent("stop");
    }

    private void run(String... ranks) throws Exception {
        run(events::add, ranks);
    }

    private void run(Listener listener, String... ranks) throws Exception {
        StringBuilder script = new StringBuilder("while [ \"$1\" != --rank ]; do shift; done; RANK=$2; case $RANK in ");
        for (int rank = 0; rank < ranks.length; rank++) {
            script.append(rank).append(") ").append(ranks[rank]).append(" ;; ");
        }
        script.append("esac");
        WorkerCommand command =
                new WorkerCommand(List.of("sh", "-c", script.toString(), "sh"), folder, folder, 1, Precision.FLOAT32);
        MemoryBudget memory = new MemoryBudget(1e12, stage -> 0);
        new GangLauncher(command, new ArtifactStore(folder.resolve("store")), 9, stage -> ranks.length, memory)
                .run(STAGE, listener);
    }
}
