package io.peco4j.runtime.worker;

import java.util.List;

/** Where workers that do not know each other yet exchange a line of text: whoever started them passes it on. */
public interface Rendezvous {
    /**
     * The lines of all workers, in the order of their ranks; returns when every worker has given its own.
     *
     * @param mine without line breaks
     */
    List<String> gather(String mine);
}
