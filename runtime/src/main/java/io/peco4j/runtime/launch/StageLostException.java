package io.peco4j.runtime.launch;

/**
 * The process that ran a stage, or its machine, is gone; the stage itself has not failed, and goes on from its last
 * checkpoint when it is run again. The message says how it ended, such as {@code its process was ended by signal 9}.
 */
public final class StageLostException extends Exception {
    /**
     * The exit code of a process that ends because another one of its stage is gone, and has done nothing wrong itself:
     * {@code EX_TEMPFAIL}.
     */
    public static final int EXIT_CODE = 75;

    private static final long serialVersionUID = 1L;

    public StageLostException(String how) {
        super(how);
    }
}
