package io.peco4j.runtime.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.FileStamp;
import io.peco4j.api.data.SeenFile;
import io.peco4j.runtime.content.ContentIndex.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentIndexTest {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final List<Path> changedUnseen = new ArrayList<>();
    private final List<String> unremembered = new ArrayList<>();
    private long read;

    @Test
    void aFileIsReadOnceAndAgainWhenItHasChanged() throws IOException {
        Path file = file("a", "1234");
        String digest = index().of(file);
        assertThat(digest).isEqualTo("03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4");
        assertThat(read).isEqualTo(1);
        assertThat(index().of(file)).isEqualTo(digest);
        assertThat(read).isEqualTo(1);

        file("a", "12345"); // size
        assertThat(index().of(file)).isNotEqualTo(digest);
        file("a", "1243"); // time alone
        Files.setLastModifiedTime(file, FileTime.from(OLD.plusNanos(1_000_000)));
        assertThat(index().of(file)).isNotEqualTo(digest);
        assertThat(read).isEqualTo(3);
        assertThat(index().of(List.of(file, folder.resolve("absent"), folder)))
                .endsWith(ContentDigests.UNREADABLE, ContentDigests.UNREADABLE);
        assertThat(read).isEqualTo(3);
    }

    @Test
    void aFileThatWasSeenIsNotLookedAtAgainButReadAsItIs() throws IOException {
        Path file = file("a", "1234");
        SeenFile seen = new SeenFile(file, FileStamp.of(file));
        String digest = index().of(file);
        Files.delete(file);
        assertThat(index().ofSeen(List.of(seen))).containsExactly(digest);
        assertThat(read).isEqualTo(1);

        SeenFile before = new SeenFile(file("b", "1234"), seen.stamp());
        file("b", "12345");
        String changed = index().ofSeen(List.of(before)).get(0);
        assertThat(changed).isNotEqualTo(digest).isEqualTo(index().of(before.file()));
        assertThat(read)
                .as("read once for a stamp that was out of date, and once more")
                .isEqualTo(3);
    }

    @Test
    void whatIsHeldBackIsWrittenInTheEnd() throws IOException {
        Path file = file("a", "1234");
        ContentIndex held = index();
        held.hold();
        held.of(file);
        index().of(file);
        assertThat(read)
                .as("files read by two processes, the first of which wrote nothing")
                .isEqualTo(2);
        Path other = file("b", "5678");
        held.of(other);
        held.release();
        index().of(other);
        assertThat(read).isEqualTo(3);
    }

    @Test
    void anotherFileUnderTheSameNameIsRead() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "files have inodes");
        Path file = file("a", "1234");
        Path other = file("b", "4321");
        index().of(List.of(file, other));
        // Equal in size and time: only the inode tells them apart.
        Files.delete(file);
        Files.move(other, file);
        assertThat(index().of(file)).isEqualTo(ContentDigests.plain().of(file));
    }

    @Test
    void whatWasWrittenJustNowIsNotTrusted() throws IOException {
        Path file = file("a", "1234");
        InstantSource now = InstantSource.fixed(OLD.plusSeconds(1));
        String digest = index(Trust.REMEMBERED, now).of(file);
        // Within the resolution of a clock: neither size nor time nor inode changes.
        Files.writeString(file, "4321", StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, FileTime.from(OLD));
        assertThat(index().of(file))
                .isNotEqualTo(digest)
                .isEqualTo(ContentDigests.plain().of(file));
    }

    @Test
    void verifyingReadsAllAgainOnceAndSaysWhatHadChanged() throws IOException {
        Path file = file("a", "1234");
        Path other = file("b", "5678");
        index().of(List.of(file, other));
        Files.writeString(file, "4321", StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, FileTime.from(OLD));
        assertThat(index().of(file))
                .as("what the stamp cannot tell")
                .isNotEqualTo(ContentDigests.plain().of(file));

        read = 0;
        ContentIndex verifying = index(Trust.NOTHING, InstantSource.system());
        List<Path> files = List.of(file, other);
        assertThat(verifying.of(files)).isEqualTo(ContentDigests.plain().of(files));
        assertThat(verifying.of(files)).isEqualTo(ContentDigests.plain().of(files));
        assertThat(read).isEqualTo(2);
        assertThat(changedUnseen).containsExactly(file);
        assertThat(index().of(file)).isEqualTo(ContentDigests.plain().of(file));
        assertThat(read).isEqualTo(2);
    }

    @Test
    void manyFilesKeepTheirOrder() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            files.add(file("file " + i, "content " + i));
        }
        List<String> digests = index().of(files);
        assertThat(digests).isEqualTo(ContentDigests.plain().of(files)).doesNotHaveDuplicates();
        List<Path> backwards =
                IntStream.range(0, 500).mapToObj(i -> files.get(499 - i)).toList();
        assertThat(index().of(backwards)).isEqualTo(ContentDigests.plain().of(backwards));
        assertThat(read).isEqualTo(500);
    }

    @Test
    void aFolderThatCannotBeWrittenToCostsTheMemoryAlone() throws IOException {
        Path file = file("a", "1234");
        Path index = Files.writeString(folder.resolve("file"), "").resolve("contents.index");
        ContentIndex unwritable = ContentIndex.in(index, Trust.REMEMBERED, listener(), InstantSource.system());
        assertThat(unwritable.of(file)).isEqualTo(unwritable.of(file));
        assertThat(read).isEqualTo(1);
        assertThat(unremembered).hasSize(1);
    }

    @Test
    void anInterruptionKeepsWhatWasRead() throws IOException {
        List<Path> files = List.of(file("a", "1"), file("b", "2"), file("c", "3"));
        index().of(files.subList(0, 1));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> index().of(files)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        read = 0;
        index().of(files.get(0));
        assertThat(read).isZero();
    }

    private Path file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setLastModifiedTime(file, FileTime.from(OLD));
    }

    /** That of the next process. */
    private ContentIndex index() {
        return index(Trust.REMEMBERED, InstantSource.system());
    }

    private ContentIndex index(Trust trust, InstantSource clock) {
        return ContentIndex.in(folder.resolve("runs/contents.index"), trust, listener(), clock);
    }

    private ReadingListener listener() {
        return new ReadingListener() {
            private long last;

            @Override
            public void moved(long files, long allFiles, long bytes, long allBytes) {
                read += files - last;
                last = files;
            }

            @Override
            public void finished() {
                last = 0;
            }

            @Override
            public void changedUnseen(Path file) {
                changedUnseen.add(file);
            }

            @Override
            public void unremembered(Path index, String cause) {
                unremembered.add(cause);
            }
        };
    }
}
