package io.peco4j.bench;

import java.util.List;

/** One thing to measure. */
public interface BenchCase {
    /** What people select it by, such as {@code vit-b-blocks-bfloat16}. */
    String name();

    /** Whether it is run only where somebody names it, because it takes more time or room than others. */
    default boolean onlyByName() {
        return false;
    }

    /** Whether it is run in a process of its own, since what others left in the heap would be taken for its. */
    default boolean inOwnProcess() {
        return false;
    }

    /** Options of the JVM of that process, beside those of this one. */
    default List<String> javaOptions() {
        return List.of();
    }

    /** Measures it, on the calling thread; takes seconds, up to a few minutes on a slow machine. */
    BenchResult run(BenchContext context);
}
