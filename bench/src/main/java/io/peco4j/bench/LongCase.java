package io.peco4j.bench;

/** A case that takes minutes, and whose figures are those of a whole process. */
interface LongCase extends BenchCase {
    @Override
    default boolean onlyByName() {
        return true;
    }

    @Override
    default boolean inOwnProcess() {
        return true;
    }
}
