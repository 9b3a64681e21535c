package io.peco4j.bench;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/** What making something takes: time, and Java's heap that it holds afterwards. */
final class Held {
    private Held() {}

    /** Makes it once. */
    static GrowthCase.Cost of(Supplier<?> making) {
        double before = heap();
        long start = System.nanoTime();
        Object made = making.get();
        try {
            double seconds = (System.nanoTime() - start) / 1e9;
            return new GrowthCase.Cost(seconds, heap() - before);
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    /** In use after a collection. */
    private static double heap() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return (double) (java.totalMemory() - java.freeMemory());
    }
}
