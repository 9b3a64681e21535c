package io.peco4j.runtime.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock against other processes. Whoever holds it writes its process id into the file, so that those who wait can say
 * for whom; the lock lies behind these bytes, as some systems let nobody read what is locked.
 */
final class WorkLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLock.class);
    private static final Pattern HOLDER = Pattern.compile("process \\d{1,19}");
    private static final int LONGEST = 64;

    private final FileChannel channel;

    /** Released with its channel. */
    private WorkLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, and waits for it if another process holds it.
     *
     * @param waiting told at once who that is
     */
    static WorkLock take(Path file, Consumer<String> waiting) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LONGEST, Long.MAX_VALUE - LONGEST, false);
            if (lock == null) {
                waiting.accept(holder(channel));
                channel.lock(LONGEST, Long.MAX_VALUE - LONGEST, false);
            }
            sign(channel);
            return new WorkLock(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** On a full disk the lock holds without it. */
    private static void sign(FileChannel channel) {
        String holder = "process " + ProcessHandle.current().pid() + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(US_ASCII)), 0);
        } catch (IOException e) {
            LOG.debug("the lock does not say who holds it", e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        Matcher holder = HOLDER.matcher(new String(bytes.array(), 0, bytes.position(), US_ASCII));
        return holder.lookingAt() ? holder.group() : "another process";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
