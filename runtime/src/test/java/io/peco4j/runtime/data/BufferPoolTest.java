package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class BufferPoolTest {
    private final BufferPool pool = BufferPool.exact();

    @Test
    void aBufferIsUsedAgain() {
        ByteBuffer first = pool.acquire(100);
        ByteBuffer second = pool.acquire(100);
        pool.release(first);
        pool.release(second);

        assertThat(pool.acquire(100)).isSameAs(first);
        assertThat(pool.acquire(100)).isSameAs(second);
        assertThat(pool.acquire(100)).isNotSameAs(first).isNotSameAs(second);
    }

    @Test
    void sizesThatNeverComeAgainAreLetGo() {
        for (int size = 1; size <= 1000; size++) {
            ByteBuffer image = pool.acquire(size);
            ByteBuffer label = pool.acquire(8);
            assertThat(image.capacity()).isEqualTo(size);
            pool.release(image);
            pool.release(label);
            assertThat(pool.freeBytes()).isLessThanOrEqualTo(size + 8);
        }
        ByteBuffer last = pool.acquire(1000);
        assertThat(pool.freeBytes()).as("the youngest is kept").isLessThanOrEqualTo(8);
        pool.release(last);
    }

    @Test
    void buffersOfEqualContentAreNotTakenForEachOther() {
        BufferPool pool = BufferPool.atLeast();
        ByteBuffer one = pool.acquire(64);
        ByteBuffer other = pool.acquire(64);
        pool.release(one);
        pool.release(other);

        assertThat(pool.acquire(10)).isSameAs(one);
        assertThat(pool.acquire(20)).isSameAs(other);
        assertThat(pool.acquire(20).capacity()).isEqualTo(64);
        assertThat(pool.allocated()).isEqualTo(3);
    }
}
