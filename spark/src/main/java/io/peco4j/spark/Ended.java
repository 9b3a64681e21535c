package io.peco4j.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How a program ended.
 *
 * @param rank which of the programs of its call it was
 * @param errors the last lines of its standard error
 */
record Ended(int rank, int code, List<String> errors) implements Serializable {
    /** Of one that ends because another one of its call is gone, as peco4j knows it. */
    static final int LEFT_BEHIND = 75;

    /** Whether it says why all of them end. */
    boolean tellsWhy() {
        return code != 0 && code != LEFT_BEHIND;
    }

    /** For those who know no Spark. */
    Map<String, Object> plain() {
        return Map.of("rank", rank, "code", code, "errors", errors);
    }
}
