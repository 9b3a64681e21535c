package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LeashTest {
    @Test
    void aProcessStopsWhenItIsAskedToAndEndsWithItsInput() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (PipedOutputStream input = new PipedOutputStream()) {
            Leash.tie(
                    new PipedInputStream(input),
                    () -> {
                        stopped.countDown();
                        try {
                            ended.await(); // as a program that ends in order does not return
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    },
                    ended::countDown);
            input.write("something else\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            Leash.say(input, Leash.STOP);
            stopped.await();
            assertThat(ended.getCount()).isEqualTo(1);
        }
        ended.await();
    }
}
