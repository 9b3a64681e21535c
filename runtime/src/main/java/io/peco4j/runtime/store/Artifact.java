package io.peco4j.runtime.store;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.FileRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a finished stage, which may be there or not, and whole or not.
 *
 * @param digests of its files
 */
record Artifact(Path folder, ContentDigests digests) {
    private static final String RECORD = "artifact.json";

    /** Its record; empty if it is not there, or something is wrong with it. */
    Optional<StageRecord> record() {
        return unchecked().filter(record -> damage(record).isEmpty());
    }

    /** Its record, whatever has become of its files; empty if there is none that can be read. */
    Optional<StageRecord> unchecked() {
        if (!Files.isRegularFile(folder.resolve(RECORD))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Records.readStage(folder.resolve(RECORD)));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with it; empty if nothing is, or it is not there. */
    Optional<String> damage() {
        if (!Files.isRegularFile(folder.resolve(RECORD))) {
            return Optional.empty();
        }
        try {
            return damage(Records.readStage(folder.resolve(RECORD)));
        } catch (InvalidInputException e) {
            return Optional.of(RECORD + ": " + e.problems().get(0).what());
        }
    }

    private Optional<String> damage(StageRecord record) {
        for (FileRecord expected : record.files()) {
            Path file = folder.resolve(expected.file());
            if (!Files.isRegularFile(file)) {
                return Optional.of(expected.file() + " is missing");
            }
            try {
                long size = Files.size(file);
                if (size != expected.size()) {
                    return Optional.of(
                            expected.file() + " has " + size + " bytes, and was written with " + expected.size());
                }
            } catch (IOException e) {
                return Optional.of(expected.file() + " cannot be read");
            }
            if (!digests.of(file).equals(expected.sha256())) {
                return Optional.of(expected.file() + " is not as it was written");
            }
        }
        return Optional.empty();
    }

    /**
     * Puts a record into a folder that is to become an artifact, with what lies beside it.
     *
     * @param scratch folders and files within it that will not belong to the artifact
     */
    static StageRecord seal(Path work, StageRecord record, List<Path> scratch) throws IOException {
        Path file = work.resolve(RECORD);
        Files.deleteIfExists(file);
        List<FileRecord> files = new ArrayList<>();
        for (Path each : FileTree.files(work)) {
            if (scratch.stream().noneMatch(each::startsWith)) {
                String name = work.relativize(each)
                        .toString()
                        .replace(each.getFileSystem().getSeparator(), "/");
                files.add(new FileRecord(
                        name, Files.size(each), ContentDigests.plain().of(each)));
            }
        }
        StageRecord sealed = record.stored(files);
        Records.write(file, sealed);
        return sealed;
    }
}
