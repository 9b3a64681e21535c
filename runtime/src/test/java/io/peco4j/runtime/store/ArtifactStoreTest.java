package io.peco4j.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactStoreTest {
    private static final String KEY = "0123";

    @TempDir
    private Path folder;

    @Test
    void anArtifactAppearsAsAWholeWhenItIsFinished() throws IOException {
        ArtifactStore store = store();
        try (Workspace work = store.open(KEY, holder -> {})) {
            Files.writeString(work.folder().resolve(ArtifactStore.WEIGHTS), "weights");
            Files.createDirectories(work.folder().resolve("training"));
            Files.writeString(work.folder().resolve("training/checkpoint"), "half");
            assertThat(store.finished(KEY)).isFalse();
            assertThat(store.folder(KEY)).doesNotExist();
            assertThat(work.alreadyFinished()).isFalse();
            StageRecord stored = work.finish(record(), List.of(work.folder().resolve("training")));
            assertThat(work.alreadyFinished()).isTrue();
            assertThat(store.record(KEY)).contains(stored);
            assertThat(stored.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.file()).isEqualTo(ArtifactStore.WEIGHTS));
        }
        assertThat(store.damage(KEY)).isEmpty();
        assertThat(store.folder(KEY)).isDirectoryNotContaining("glob:**training");
    }

    @Test
    void whatAKilledRunHasLeftIsNotFinishedAndIsThereForTheNext() throws IOException {
        try (Workspace work = store().open(KEY, holder -> {})) {
            Files.writeString(work.folder().resolve("checkpoint"), "half");
        }
        assertThat(store().finished(KEY)).isFalse();
        assertThat(store().damage(KEY)).isEmpty();
        try (Workspace work = store().open(KEY, holder -> {})) {
            assertThat(work.folder().resolve("checkpoint")).hasContent("half");
        }
    }

    @Test
    void aFileThatIsMissingCutOrChangedIsDamage() throws IOException {
        finish("weights");
        Path weights = store().folder(KEY).resolve(ArtifactStore.WEIGHTS);
        Files.delete(weights);
        assertDamaged("weights.safetensors is missing");
        Files.writeString(weights, "weight");
        assertDamaged("weights.safetensors has 6 bytes, and was written with 7");
        Files.writeString(weights, "weighty");
        assertDamaged("weights.safetensors is not as it was written");
        Files.writeString(weights, "weights");
        assertThat(store().finished(KEY)).isTrue();
    }

    @Test
    void aRecordThatCannotBeReadIsDamage() throws IOException {
        finish("weights");
        Files.writeString(store().folder(KEY).resolve("artifact.json"), "{\"stage\": ");
        assertThat(store().finished(KEY)).isFalse();
        assertThat(store().damage(KEY))
                .hasValueSatisfying(what -> assertThat(what).startsWith("artifact.json: the record is not JSON"));
    }

    @Test
    void aDamagedArtifactIsReplaced() throws IOException {
        finish("weights");
        Files.delete(store().folder(KEY).resolve(ArtifactStore.WEIGHTS));
        Files.writeString(store().folder(KEY).resolve("stray"), "");
        finish("others");
        assertThat(store().damage(KEY)).isEmpty();
        assertThat(store().folder(KEY).resolve(ArtifactStore.WEIGHTS)).hasContent("others");
        assertThat(store().folder(KEY).resolve("stray")).doesNotExist();
    }

    @Test
    void halfWrittenFilesAreSweptAndAllElseIsKept() throws IOException {
        try (Workspace work = store().open(KEY, holder -> {})) {
            Files.createDirectories(work.folder().resolve("training"));
            Files.writeString(work.folder().resolve("training/.checkpoint4711.tmp"), "ha");
            Files.writeString(work.folder().resolve("training/checkpoint"), "whole");
            Files.writeString(work.folder().resolve("notes.tmp"), "of a component");
        }
        try (Workspace work = store().open(KEY, holder -> {})) {
            assertThat(work.folder().resolve("training")).isDirectoryContaining("glob:**/checkpoint");
            assertThat(work.folder().resolve("training/.checkpoint4711.tmp")).doesNotExist();
            assertThat(work.folder().resolve("notes.tmp")).exists();
        }
    }

    @Test
    void whatCannotBeFinishedIsStillThereForTheNext() throws IOException {
        try (Workspace work = store().open(KEY, holder -> {})) {
            Files.writeString(work.folder().resolve(ArtifactStore.WEIGHTS), "weights");
            Files.writeString(work.folder().resolve("checkpoint"), "half");
            Files.createDirectories(work.folder().resolve("artifact.json/in the way"));
            assertThatThrownBy(() -> work.finish(record(), List.of(work.folder().resolve("checkpoint"))))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot finish");
            assertThat(work.alreadyFinished()).isFalse();
        }
        assertThat(store().finished(KEY)).isFalse();
        try (Workspace work = store().open(KEY, holder -> {})) {
            assertThat(work.folder().resolve("checkpoint")).hasContent("half");
        }
    }

    @Test
    void aStoreThatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("store"), "no folder");
        assertThatThrownBy(() -> store().open(KEY, holder -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file + " cannot be written to");
        assertThatThrownBy(() -> ArtifactStore.requireWritable(file)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whoWaitedFindsWhatTheOtherFinished() throws Exception {
        Workspace first = store().open(KEY, holder -> {});
        // Of one process, the second lock is refused: another process must be another one.
        assertThatThrownBy(() -> store().open(KEY, holder -> {})).isInstanceOf(OverlappingFileLockException.class);
        Files.writeString(first.folder().resolve(ArtifactStore.WEIGHTS), "weights");
        first.finish(record(), List.of());
        first.close();
        try (Workspace second = store().open(KEY, holder -> {})) {
            assertThat(second.alreadyFinished()).isTrue();
            assertThat(second.folder()).isEmptyDirectory();
        }
        assertThat(store().folder(KEY).resolve(ArtifactStore.WEIGHTS)).hasContent("weights");
    }

    private void assertDamaged(String what) {
        assertThat(store().damage(KEY)).contains(what);
        assertThat(store().finished(KEY)).isFalse();
        assertThat(store().record(KEY)).isEmpty();
        try (Workspace work = store().open(KEY, holder -> {})) {
            assertThat(work.alreadyFinished()).isFalse();
        }
    }

    private void finish(String weights) throws IOException {
        try (Workspace work = store().open(KEY, holder -> {})) {
            Files.writeString(work.folder().resolve(ArtifactStore.WEIGHTS), weights);
            work.finish(record(), List.of());
        }
    }

    /** Another process, which knows nothing of what this one has read. */
    private ArtifactStore store() {
        return new ArtifactStore(folder.resolve("store"));
    }

    private static StageRecord record() {
        return new StageRecord(
                new StageInfo(KEY, "tokenizer", "vqvae", "pixel", 0),
                "",
                List.of(),
                1,
                2,
                3,
                4,
                5,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new Provenance("", "", "", "", "", 1, "", "", Map.of()),
                List.of());
    }
}
