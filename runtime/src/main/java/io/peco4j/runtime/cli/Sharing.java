package io.peco4j.runtime.cli;

import io.peco4j.runtime.launch.Launcher;
import io.peco4j.runtime.launch.SharedLauncher;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.runtime.store.FolderObjects;
import io.peco4j.runtime.store.SharedArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** With which other runs a run shares its stages. */
final class Sharing {
    private static final String OPTION = "--share";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final @Nullable Path folder;
    private final Clock clock;

    private Sharing(@Nullable Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * With those that name the same folder; with nobody if it is null. Drops there what killed runs have left.
     *
     * @throws io.peco4j.api.problem.InvalidInputException PECO-601 if it cannot be written to
     */
    static Sharing by(@Nullable Path folder, Clock clock) {
        if (folder != null) {
            ArtifactStore.requireWritable(folder, OPTION);
            try {
                new SharedArtifacts(new FolderObjects(folder), clock).sweep();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot tidy " + folder, e);
            }
        }
        return new Sharing(folder, clock);
    }

    /** Runs a study's stages, as far as nobody else does. */
    Launcher launcher(StudySession session, Launcher inner) {
        return folder == null
                ? inner
                : new SharedLauncher(
                        inner,
                        session.store(),
                        new FolderObjects(folder),
                        clock,
                        "process " + ProcessHandle.current().pid() + " on " + host(),
                        PAUSE);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }
}
