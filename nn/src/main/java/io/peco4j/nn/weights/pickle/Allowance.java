package io.peco4j.nn.weights.pickle;

/** How many bytes of memory the values of a file's pickles may take together; used by one thread. */
public final class Allowance {
    private long bytes;

    /** @param bytes that may be spent */
    public Allowance(long bytes) {
        this.bytes = bytes;
    }

    /**
     * Spends some.
     *
     * @throws PickleException if there are not as many left
     */
    void charge(long cost) throws PickleException {
        bytes -= cost;
        if (bytes < 0) {
            throw new PickleException("its values take more memory than a file of its size may ask for");
        }
    }
}
