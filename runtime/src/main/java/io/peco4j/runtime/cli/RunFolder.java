package io.peco4j.runtime.cli;

import io.peco4j.api.data.Sha256;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a run on the command line. */
final class RunFolder {
    /** Says in the folder of a repetition which record it repeats. */
    private static final String MARK = "repeats.sha256";

    private RunFolder() {}

    /** Where its record is. */
    static Path recordOf(Path run) {
        return run.resolve("run.json");
    }

    /**
     * Its record.
     *
     * @throws InvalidInputException PECO-602 if there is none, and what {@link Records#readRun} says of one
     */
    static RunRecord record(Path run) {
        if (!Files.isRegularFile(recordOf(run))) {
            throw new InvalidInputException(new Problem(
                    "PECO-602", run + " is not the folder of a run", "command line", "it should contain run.json"));
        }
        return Records.readRun(recordOf(run));
    }

    /** The record that an earlier run left in a folder; empty if there is none, or it cannot be read. */
    static Optional<RunRecord> earlier(Path run) {
        try {
            return Optional.of(record(run));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** A folder for its repetition: one that is in no store's way. */
    static Path beside(Path run) {
        Path whole = run.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + "-again");
    }

    /**
     * Sees whether a folder can have the repetition of a run: a new one, an empty one, or the one that an earlier call
     * made for the same record. In any other, stages could be found done.
     *
     * @throws InvalidInputException PECO-611 if there is something else in it
     */
    static void requireOwn(Path repetition, Path run) {
        Path mark = repetition.resolve(MARK);
        try {
            boolean own =
                    Files.isRegularFile(mark) && Files.readString(mark).strip().equals(digest(run));
            if (!own && Files.exists(repetition) && !isEmpty(repetition)) {
                throw new InvalidInputException(new Problem(
                        "PECO-611",
                        repetition + " is not empty, and is no repetition of this run: what is done in it would not be"
                                + " done again",
                        "--out",
                        "name another folder, or delete this one"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Marks a folder as that of the repetition of a run. */
    static void begin(Path repetition, Path run) {
        try {
            WholeFile.write(repetition.resolve(MARK), digest(run) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path run) throws IOException {
        return Sha256.hex(Files.readString(recordOf(run)));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        return FileTree.entries(folder).isEmpty();
    }
}
